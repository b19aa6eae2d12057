import { describe, expect, it } from 'vitest';
import { hashValue } from '../../../src/distill/files/content-hash.ts';
import { policyContent } from '../../../src/distill/policy/policy-content.ts';
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

const hashOf = (markdown: string): string => hashValue(policyContent(compile(markdown)));
const sections = (work: string): { sections: string } => ({ sections: `${work}\n\n${SKILLS}` });
const EXAMPLE = `## A case

\`\`\`json
{ "profile": { "basics": { "label": "Cook" } }, "job": { "title": "Cook" }, "grade": 4 }
\`\`\``;
const AREA = `| 4 | same town |  | near |
| 2 | same region, same country |  | far |
| 0 | another country |  | abroad |`;
const area = (rows: string): { criteria: string; sections: string } => ({
  criteria: `${CRITERIA}\n| Area | 2 | optional | Where? |`,
  sections: `${WORK}\n\n${SKILLS}\n\n## Area\n\n| Level | Area | Meaning | Reason |\n| --- | --- | --- | --- |\n${rows}`,
});

describe('policyContent', () => {
  const base = hashOf(smallPolicy());

  it.each([
    ['prose', sections(WORK.replace('Prose about the work.', 'Quite other prose.'))],
    ['a meaning', sections(WORK.replace('| same |', '| the very same |'))],
    ['a reason', sections(WORK.replace('it is other work', 'the work is another'))],
    [
      'a criterion’s name',
      {
        criteria: CRITERIA.replace('Work', 'Trade'),
        sections: `${WORK.replace('## Work', '## Trade')}\n\n${SKILLS}`,
      },
    ],
    ['a question', { criteria: CRITERIA.replace('Is it the work?', 'Is it theirs?') }],
    ['a grade’s name', { grades: GRADES.replace('Excellent', 'Superb') }],
    ['an example', { examples: EXAMPLE }],
    ['another way to write a condition', sections(WORK.replace('80 % or more', 'at least 80 %'))],
    ['the day of the examples', { settings: SETTINGS.replace('2026-03-01', '2026-04-01') }],
  ])('is the same after an edit of %s', (_, parts) => {
    expect(hashOf(smallPolicy(parts))).toBe(base);
  });

  it.each([
    ['a weight', { criteria: CRITERIA.replace('| 3 |', '| 4 |') }],
    ['what is required', { criteria: CRITERIA.replace('optional', 'required') }],
    ['a border', sections(WORK.replaceAll('80 %', '81 %'))],
    ['a level', sections(WORK.replace('| 2 |', '| 3 |'))],
    ['a threshold', { grades: GRADES.replace('3.5', '3.4') }],
    ['a cap', { caps: CAPS.replace('| 1 |', '| 0 |') }],
    [
      'a cap’s place',
      {
        limits: `${CAPS.replace('Grade caps', 'Hard limits').replace('Licences is missing', 'Country is no').replace('{licences short}', 'it')}`,
        caps: '',
      },
    ],
    ['least evidence', { settings: SETTINGS.replace('20 %', '25 %') }],
  ])('differs after an edit of %s', (_, parts) => {
    expect(hashOf(smallPolicy(parts))).not.toBe(base);
  });

  it('sees which values of a category a row has, in whatever order they stand', () => {
    const stood = hashOf(smallPolicy(area(AREA)));
    const turned = AREA.replace('same region, same country', 'same country, same region');
    expect(hashOf(smallPolicy(area(turned)))).toBe(stood);
    const moved = AREA.replace('same region, same country', 'same country').replace(
      'same town',
      'same town, same region',
    );
    expect(hashOf(smallPolicy(area(moved)))).not.toBe(stood);
  });
});
