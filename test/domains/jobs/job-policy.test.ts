import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createMeasureBook } from '../../../src/distill/policy/measure-book.ts';
import { parseDocument } from '../../../src/distill/policy/parse-document.ts';
import { domainWords } from '../../../src/distill/policy/parse-condition.ts';
import { PHRASES } from '../../../src/domains/jobs/phrases.ts';
import type { Policy, PolicyExample } from '../../../src/distill/policy/policy.ts';
import { createRubricGrader } from '../../../src/distill/policy/rubric-grader.ts';
import type { RubricGrade, RubricGrader } from '../../../src/distill/policy/rubric-grader.ts';
import { jobs, jobsMarkdown, jobsPolicy } from '../../fixtures/jobs-domain.ts';

const markdown = jobsMarkdown;
let policy: Policy;
let grader: RubricGrader;

beforeAll(() => {
  // Grades every example; a contradicted one throws here.
  policy = jobsPolicy();
  grader = createRubricGrader(policy, { now: policy.settings.exampleNow });
});

describe('the shipped job policy', () => {
  it('is a document of real length with a casebook', () => {
    const prose = markdown.replace(/```json[\s\S]*?```/gu, '');
    expect(prose.split(/\s+/u).length).toBeGreaterThan(8000);
    expect(policy.examples.length).toBeGreaterThanOrEqual(40);
    // Every grade occurs, and every hard limit that an example can show is shown by one.
    const stated = new Set(policy.examples.map(({ grade }) => grade));
    expect([...stated].sort()).toEqual([0, 1, 2, 3, 4, 'ungraded']);
  });

  it('explains every criterion in prose', () => {
    for (const { name, guidance, question } of policy.criteria) {
      expect(guidance.split(/\s+/u).length, name).toBeGreaterThan(60);
      expect(question, name).toMatch(/\?$/u);
    }
  });

  it('documents every measure and placeholder as the code has them', () => {
    const table = parseDocument(markdown).tables.find(({ headers }) => headers[0] === 'Measure');
    const documented = table?.rows.map(({ cells }) =>
      ['measure', 'values', 'known'].map((header) => cells.get(header)),
    );
    expect(documented).toEqual(
      createMeasureBook(jobs.schema).measures.map((measure) => [
        measure.name,
        measure.kind === 'number' ? domainWords(measure) : measure.values.join(', '),
        measure.isCarried ? 'carried' : 'taught',
      ]),
    );
    for (const name of Object.keys(PHRASES)) expect(markdown).toContain(`{${name}}`);
  });

  it('gives every example a rationale that reads', () => {
    for (const { name, profile, item } of policy.examples) {
      const result = grader.grade(profile, item);
      if (result.grade === undefined) continue;
      expect(result.rationale, name).toMatch(/^(?:Excellent|Good|Fair|Weak|Poor) match: .+\.$/u);
      expect(result.rationale, name).not.toMatch(/unknown|undefined|NaN|\{|\}|\.\.| {2}|;\s*;/u);
    }
  });

  it('writes as a recruiter would', () => {
    const example = exampleNamed('Six years short');
    const result = grader.grade(example.profile, example.item) as RubricGrade;
    expect(result.rationale).toContain('the ad asks for 9 years, and the history has 3 years');
    expect(result.rationale).toContain('the person has done this very work (Civil Engineer)');
    expect(result.rationale).toContain(
      'It would be excellent, but far more years of experience are asked for.',
    );
  });
});

function exampleNamed(name: string): PolicyExample {
  const example = policy.examples.find((candidate) => candidate.name === name);
  if (!example) throw new Error(`no example "${name}"`);
  return example;
}

describe('protected attributes', () => {
  const word = fc.constantFrom(
    'female',
    'male',
    'nonbinary',
    'Fatima Al-Sayed',
    'John Smith',
    'DE',
    'NG',
    'she/her',
    'they/them',
    'married',
    'single',
    'Muslim',
    'Catholic',
    'none',
    'wheelchair user',
    '1958-01-02',
    '2004-07-09',
    '67',
  );
  const KEYS = [
    'name',
    'image',
    'photo',
    'gender',
    'sex',
    'birthDate',
    'dateOfBirth',
    'age',
    'nationality',
    'citizenship',
    'ethnicity',
    'race',
    'maritalStatus',
    'children',
    'religion',
    'disability',
    'pronouns',
    'firstName',
    'lastName',
    'email',
    'phone',
    'url',
  ];

  function withAttributes(
    profile: Record<string, unknown>,
    values: Record<string, string>,
  ): Record<string, unknown> {
    const basics = profile['basics'] as object | undefined;
    const attributes = profile['attributes'] as object | undefined;
    return {
      ...profile,
      ...values,
      basics: { ...basics, ...values },
      attributes: { ...attributes, ...values },
    };
  }

  it('never move a grade, a score or a rationale', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...KEYS), word, { minKeys: 1 }),
        fc.nat(),
        (values, pick) => {
          const { profile, item } = policy.examples[pick % policy.examples.length] as PolicyExample;
          expect(grader.grade(withAttributes(profile, values), item)).toEqual(
            grader.grade(profile, item),
          );
        },
      ),
      { seed: 17, numRuns: 300 },
    );
  });

  it('do not move it from the dates of education or the name of the school either', () => {
    const job = { title: 'Civil Engineer', educationRequirements: "Bachelor's degree" };
    const grades = [
      ['1979', 'Women’s College'],
      ['2024', 'State University'],
    ].map(([endDate, institution]) =>
      grader.grade(
        {
          basics: { label: 'Civil Engineer' },
          education: [{ studyType: 'Bachelor', endDate, institution }],
        },
        job,
      ),
    );
    expect(grades[0]).toEqual(grades[1]);
  });

  it('are not read out of free text', () => {
    const job = { title: 'Civil Engineer', description: 'Requirements: 5 years of experience.' };
    const base = { basics: { label: 'Civil Engineer', summary: '' } };
    const told = {
      basics: {
        label: 'Civil Engineer',
        summary: 'I am 45 years old, a Christian mother of two, and German.',
      },
    };
    expect(grader.grade(told, job)).toEqual(grader.grade(base, job));
  });
});

describe('monotonicity', () => {
  it('adding a skill that the job asks for never lowers grade or score', () => {
    const pool = [
      'SQL',
      'Python',
      'Tableau',
      'Statistics',
      'Machine learning',
      'ETL',
      'Power BI',
      'Excel',
      'Communication',
      'Glass blowing',
      'Welding',
      'Patient care',
    ];
    const subset = fc.subarray(pool, { minLength: 1 });
    const titles = fc.constantFrom('Data Analyst', 'Business Analyst', 'Welder', 'Glass Wizard');
    fc.assert(
      fc.property(
        subset,
        subset,
        titles,
        titles,
        fc.boolean(),
        (asked, own, wanted, offered, worked) => {
          const profile = (skills: string[]): Record<string, unknown> => ({
            basics: { label: wanted },
            skills,
            ...(worked ? { work: [{ position: wanted, startDate: '2020-01' }] } : {}),
          });
          const job = { title: offered, skills: asked };
          let last = grader.grade(profile(own), job) as RubricGrade;
          for (const skill of asked) {
            if (own.includes(skill)) continue;
            own = [...own, skill];
            const next = grader.grade(profile(own), job) as RubricGrade;
            expect(next.grade).toBeGreaterThanOrEqual(last.grade);
            expect(next.score).toBeGreaterThanOrEqual(last.score - 1e-12);
            last = next;
          }
        },
      ),
      { seed: 23, numRuns: 150 },
    );
  });

  it('a nearer job and a better pay never lower it', () => {
    const cook = {
      basics: { label: 'Cook', location: { latitude: 48, longitude: 11 } },
      attributes: { desiredPay: { value: 40_000, currency: 'EUR', unitText: 'YEAR' } },
    };
    const job = (north: number, pay: number): Record<string, unknown> => ({
      title: 'Cook',
      hiringOrganization: { name: 'Bistro' },
      jobLocation: { geo: { latitude: 48 + north, longitude: 11 } },
      baseSalary: { currency: 'EUR', value: { value: pay, unitText: 'YEAR' } },
    });
    let last = 5;
    for (let north = 0; north < 3; north += 0.07) {
      const { score } = grader.grade(cook, job(north, 40_000)) as RubricGrade;
      expect(score).toBeLessThanOrEqual(last + 1e-12);
      last = score;
    }
    last = -1;
    for (let pay = 15_000; pay < 80_000; pay += 1700) {
      const { score } = grader.grade(cook, job(0, pay)) as RubricGrade;
      expect(score).toBeGreaterThanOrEqual(last - 1e-12);
      last = score;
    }
  });
});

describe('unknown evidence', () => {
  it('leaves tables of codes ungraded, with a reason', () => {
    expect(
      grader.grade(
        { id: 'u1', attributes: { degreeLevel: 4 } },
        { identifier: 'j', attributes: { taskCodes: ['2101'] } },
      ),
    ).toEqual({ grade: undefined, reason: 'nothing is known about occupation' });
  });

  it('grades bare titles with low confidence, and says what is not known', () => {
    const result = grader.grade({ basics: { label: 'Cook' } }, { title: 'Cook' }) as RubricGrade;
    expect(result.confidence).toBeLessThan(0.35);
    expect(result.unknown).toContain('Pay');
    expect(result.rationale).toContain('Not known:');
  });
});

describe('speed', () => {
  /** Pairs in a second of this process's own time, the best of several runs: other work does not count. */
  function pairsPerSecond(): number {
    let best = 0;
    for (let run = 0; run < 6; run++) {
      const start = process.cpuUsage();
      let pairs = 0;
      for (const { profile } of policy.examples) {
        for (const { item } of policy.examples) {
          grader.grade(profile, item);
          pairs++;
        }
      }
      const { user, system } = process.cpuUsage(start);
      best = Math.max(best, (pairs / (user + system)) * 1e6);
    }
    return best;
  }

  it('grades 20,000 pairs a second, in words, once the facts are read', () => {
    expect(pairsPerSecond()).toBeGreaterThan(20_000);
  });
});
