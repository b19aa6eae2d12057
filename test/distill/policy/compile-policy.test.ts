import { describe, expect, it } from 'vitest';
import { isPocketRankError } from '../../../src/core/errors.ts';
import {
  CAPS,
  compile,
  CRITERIA,
  GRADES,
  SETTINGS,
  SKILLS,
  smallPolicy,
  WORK,
} from './small-policy.ts';
import type { SmallPolicyParts } from './small-policy.ts';

function messageOf(markdown: string): string {
  try {
    compile(markdown);
  } catch (error) {
    if (isPocketRankError(error, 'INVALID_POLICY')) return error.message;
    throw error;
  }
  return 'compiles';
}

/** The line, from 1, at which `text` stands in the document. */
function lineOf(markdown: string, text: string): number {
  return markdown.slice(0, markdown.indexOf(text)).split('\n').length;
}

const sections = (...parts: string[]): SmallPolicyParts => ({ sections: parts.join('\n\n') });

describe('compilePolicy', () => {
  it('reads grades, criteria, limits and settings', () => {
    const policy = compile(smallPolicy());
    expect(policy.title).toBe('Small policy');
    expect(policy.grades.map(({ name }) => name)).toEqual([
      'Poor',
      'Weak',
      'Fair',
      'Good',
      'Excellent',
    ]);
    expect(policy.criteria.map(({ id, weight, required }) => [id, weight, required])).toEqual([
      ['work', 3, true],
      ['skills', 1, false],
    ]);
    expect(policy.criteria[0]?.guidance).toBe('Prose about the work.');
    expect(policy.criteria[0]?.levels.map(({ level }) => level)).toEqual([4, 2, 0]);
    expect(policy.caps[0]).toMatchObject({ id: 'licence-missing', cap: 1 });
    expect(policy.settings).toEqual({
      leastEvidence: 0.2,
      exampleNow: Date.UTC(2026, 2, 1),
    });
  });

  it('reads tables with columns in any order, numbered headings and code spans', () => {
    const markdown = smallPolicy(
      sections(
        WORK.replace('## Work', '## 4.2 Work'),
        `### 4.3. Skills

| Reason | \`Skill coverage\` | Note | Level | Meaning |
| --- | --- | --- | --- | --- |
| most | at least 70 % | x | 4 | m |
| few | < 70 % | x | 1 | m |`,
      ),
    );
    expect(compile(markdown).criteria[1]?.levels).toHaveLength(2);
  });

  const cases: [string, SmallPolicyParts, string, string][] = [
    [
      'an unknown measure',
      sections(WORK, SKILLS.replace('Skill coverage', 'Skil coverage')),
      'unknown measure "Skil coverage" (did you mean "Skill coverage"?)',
      '| Level | Skil coverage',
    ],
    [
      'a weight that is no number',
      { criteria: CRITERIA.replace('| 3 |', '| heavy |') },
      'Work: weight must be a number of 0 or more, not "heavy"',
      '| Work | heavy',
    ],
    [
      'a negative weight',
      { criteria: CRITERIA.replace('| 3 |', '| -3 |') },
      'weight must be',
      '| Work |',
    ],
    [
      'weights that sum to 0',
      { criteria: CRITERIA.replace('| 3 |', '| 0 |').replace('| 1 |', '| 0 |') },
      'the weights of the criteria sum to 0',
      '| Criterion',
    ],
    [
      'a duplicate criterion',
      { criteria: `${CRITERIA}\n| work | 2 | optional | again |` },
      'duplicate criterion "work"',
      '| work | 2',
    ],
    [
      'a second table for a criterion',
      sections(WORK, SKILLS, `### More\n\n${SKILLS}`),
      'duplicate criterion: Skills has a second table',
      '',
    ],
    [
      'a criterion without a section',
      sections(WORK),
      'Skills: no section with this heading',
      '| Skills | 1',
    ],
    [
      'a section without a criterion',
      sections(WORK, SKILLS, SKILLS.replace('## Skills', '## Skils')),
      'a table of levels stands under "Skils" (did you mean "Skills"?)',
      '',
    ],
    [
      'unknown evidence',
      { criteria: CRITERIA.replace('optional', 'maybe') },
      'evidence must be "required" or "optional", not "maybe"',
      '| Skills | 1',
    ],
    [
      'overlapping levels',
      sections(WORK.replace('40 % to 80 %', '40 % to 90 %'), SKILLS),
      'Work: levels overlap between 80 % and 90 %',
      '| 4 | 80 % or more',
    ],
    [
      'a gap',
      sections(WORK.replace('40 % to 80 %', '50 % to 80 %'), SKILLS),
      'Work: levels leave a gap between 40 % and 50 %',
      '| Level | Occupation',
    ],
    [
      'a gap at a border',
      sections(
        WORK.replace('80 % or more', 'more than 80 %').replace('40 % to 80 %', '40 % to 79 %'),
        SKILLS,
      ),
      'leave a gap between 79 % and 80 %',
      '| Level | Occupation',
    ],
    [
      'a gap at the top',
      sections(WORK.replace('80 % or more', '80 % to 90 %'), SKILLS),
      'levels leave a gap from 90 % up',
      '| Level | Occupation',
    ],
    [
      'levels out of order',
      sections(WORK.replace('| 2 | 40', '| 4 | 40').replace('| 4 | 80', '| 2 | 80'), SKILLS),
      'levels are out of order: 4 stands below 2',
      '| 4 | 40',
    ],
    [
      'a level twice',
      sections(WORK.replace('| 2 | 40', '| 4 | 40'), SKILLS),
      'level 4 stands twice',
      '| 4 | 40',
    ],
    [
      'ranges out of order',
      sections(
        WORK.replace('80 % or more', 'less than 40 %').replace(
          '| 0 | less than 40 %',
          '| 0 | 80 % or more',
        ),
        SKILLS,
      ),
      'levels are out of order: more Occupation closeness is better',
      '',
    ],
    [
      'a level beyond 4',
      sections(WORK.replace('| 4 | 80', '| 5 | 80'), SKILLS),
      'level "5" is not one of 0, 1, 2, 3, 4',
      '| 5 | 80',
    ],
    [
      'an unreadable condition',
      sections(WORK.replace('80 % or more', 'plenty'), SKILLS),
      'cannot read "plenty" as a condition on Occupation closeness',
      '| 4 | plenty',
    ],
    [
      'two measures',
      sections(WORK.replace('| Meaning |', '| Title overlap |'), SKILLS),
      'has the columns Level, one measure, Meaning, Reason',
      '| Level | Occupation',
    ],
    [
      'a missing reason',
      sections(WORK.replace('it is other work', ' '), SKILLS),
      'a row has no reason',
      '| 0 | less than 40',
    ],
    [
      'an unknown placeholder',
      sections(WORK, SKILLS.replace('{missing skills}', '{mising skills}')),
      'unknown placeholder "mising skills" (did you mean "missing skills"?)',
      '| 0 | less than 30',
    ],
    [
      'an open brace',
      sections(WORK, SKILLS.replace('{missing skills}', '{missing skills')),
      'open brace',
      '| 0 | less than 30',
    ],
    [
      'a category left out',
      {
        ...sections(
          WORK,
          SKILLS.replace('Skill coverage', 'Area')
            .replace('70 % or more', 'same town')
            .replace('30 % to 70 %', 'same region')
            .replace('less than 30 %', 'same country'),
        ),
      },
      'levels leave a gap: no row for "another country"',
      '',
    ],
    [
      'an unknown measure in a limit',
      { caps: CAPS.replace('Licences is', 'Licence is') },
      'unknown measure "Licence" (did you mean "Licences"?)',
      '| Licence missing',
    ],
    [
      'an unknown operator in a limit',
      { caps: CAPS.replace('Licences is missing', 'Commute resembles 40 km') },
      'cannot read "resembles 40 km" as a condition on Commute',
      '| Licence missing',
    ],
    [
      'an unknown value in a limit',
      { caps: CAPS.replace('Licences is missing', 'Licences is lost') },
      '"lost" is no value of Licences',
      '| Licence missing',
    ],
    [
      'a limit without a cap',
      { caps: CAPS.replace('| 1 |', '| low |') },
      '"At most" must be a grade 0 to 4, not "low"',
      '| Licence missing',
    ],
    [
      'a limit that limits nothing',
      { caps: CAPS.replace('| 1 |', '| 4 |') },
      'limits nothing',
      '| Licence missing',
    ],
    [
      'a duplicate limit',
      { caps: `${CAPS}\n| licence missing | Commute is more than 9 km | 1 | far |` },
      'duplicate limit',
      '',
    ],
    [
      'thresholds that do not rise',
      { grades: GRADES.replace('2.5', '1.5') },
      "grade 3 is from 1.5, which must lie above grade 2's 1.5",
      '| Grade',
    ],
    [
      'a missing grade',
      { grades: GRADES.replace('| 2 | Fair | 1.5 | mention |\n', '') },
      'lacks grade 2',
      '| Grade',
    ],
    [
      'grade 0 above 0',
      { grades: GRADES.replace('| Poor | 0 |', '| Poor | 0.2 |') },
      'grade 0 must be from 0',
      '| Grade',
    ],
    ['a missing section', { limits: '' }, 'a section "Hard limits" with a table of', ''],
    [
      'a section without its table',
      { limits: '## Hard limits\n\nnone yet' },
      'the section "Hard limits" has no table',
      '## Hard limits',
    ],
    [
      'a missing column',
      { caps: CAPS.replace('At most', 'Cap') },
      'lacks the column "At most"',
      '| Limit | When | Cap',
    ],
    [
      'an unknown setting',
      { settings: SETTINGS.replace('Hybrid commute', 'Hybrid comute') },
      'unknown setting "Hybrid comute" (did you mean "Hybrid commute"?)',
      '| Hybrid comute',
    ],
    [
      'a setting that is no number',
      { settings: SETTINGS.replace('40 km', 'far') },
      'must be a number with its unit, such as 40 km or 60 %, not "far"',
      '| Longest commute',
    ],
    [
      'an example that is no JSON',
      { examples: '### Broken\n\n```json\n{\n  "grade": 4,\n  oops\n}\n```' },
      'an example is no valid JSON',
      '  oops',
    ],
    [
      'an example without an item',
      { examples: '### Half\n\n```json\n{ "grade": 4, "profile": {} }\n```' },
      'an example needs "job", an object',
      '{ "grade": 4, "profile"',
    ],
    [
      'an example with an impossible grade',
      { examples: '### High\n\n```json\n{ "grade": 5, "profile": {}, "item": {} }\n```' },
      'an example\'s grade must be 0, 1, 2, 3, 4 or "ungraded", not 5',
      '{ "grade": 5',
    ],
  ];

  it.each(cases)('refuses %s', (_, parts, message, place) => {
    const markdown = smallPolicy(parts);
    const said = messageOf(markdown);
    expect(said).toContain(message);
    expect(said).toContain('small.md');
    if (place) expect(said).toContain(`line ${lineOf(markdown, place)}:`);
  });

  it('reports all problems at once, in the order of the lines', () => {
    const said = messageOf(
      smallPolicy({
        settings: SETTINGS.replace('40 km', 'far'),
        caps: CAPS.replace('| 1 |', '| low |'),
      }),
    );
    expect(said).toMatch(
      /2 problems:\n {2}line \d+: the setting[^\n]*\n {2}line \d+: Licence missing/u,
    );
  });

  it('refuses what is no document', () => {
    expect(messageOf('')).toContain('a section "Grades"');
    expect(messageOf(undefined as unknown as string)).toContain('not a text');
    expect(messageOf('x'.repeat(2_000_001))).toContain('not a text');
    // Whether the parser's stack holds depends on the machine; an error of this package it is either way.
    expect(messageOf('> '.repeat(8000))).toContain('small.md');
  });
});

describe('the examples of a policy', () => {
  const example = (grade: unknown): string =>
    `### A cook cooks\n\n\`\`\`json\n${JSON.stringify({
      grade,
      profile: { basics: { label: 'Line Cook' } },
      item: { title: 'Line Cook' },
    })}\n\`\`\``;

  it('hold when the stated grade is the computed one', () => {
    expect(compile(smallPolicy({ examples: example(4) })).examples).toHaveLength(1);
  });

  it('fail with name, line, both grades and the criteria that made it', () => {
    const markdown = smallPolicy({ examples: example(2) });
    const compiling = (): unknown => compile(markdown);
    expect(compiling).toThrow(
      `line ${lineOf(markdown, '{"grade"')}, "A cook cooks": stated 2, computed 4`,
    );
    expect(compiling).toThrow('Work: level 4, weight 3 (it is the work wanted)');
    expect(compiling).toThrow(expect.objectContaining({ code: 'POLICY_EXAMPLE_FAILED' }) as Error);
  });

  it('may state that a pair is ungraded, and are not graded where that is switched off', () => {
    const ungraded = (grade: unknown): string =>
      `### Nobody\n\n\`\`\`json\n{"grade":${JSON.stringify(grade)},"profile":{},"item":{"title":"Cook"}}\n\`\`\``;
    expect(compile(smallPolicy({ examples: ungraded('ungraded') })).examples).toHaveLength(1);
    const markdown = smallPolicy({ examples: ungraded(3) });
    expect(() => compile(markdown)).toThrow('computed ungraded: nothing is known about work');
    expect(compile(markdown, { gradeExamples: false }).examples).toHaveLength(1);
  });
});
