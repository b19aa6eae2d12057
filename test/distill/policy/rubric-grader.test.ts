import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRubricGrader } from '../../../src/distill/policy/rubric-grader.ts';
import type { RubricGrade } from '../../../src/distill/policy/rubric-grader.ts';
import { CAPS, compile, SETTINGS, smallPolicy } from './small-policy.ts';

const NOW = Date.UTC(2026, 2, 1);

function grade(markdown: string, profile: object, item: object): RubricGrade {
  const result = createRubricGrader(compile(markdown), { now: NOW }).grade(
    profile as Record<string, unknown>,
    item as Record<string, unknown>,
  );
  if (result.grade === undefined) throw new Error(result.reason);
  return result;
}

const ANALYST = { basics: { label: 'Data Analyst' }, skills: ['SQL', 'Python'] };
const ANALYST_ITEM = { title: 'Data Analyst', skills: ['SQL', 'Python', 'Tableau', 'Statistics'] };

describe('createRubricGrader', () => {
  it('takes the weighted mean of the levels', () => {
    // Work: level 4, weight 3; Skills: 2 of 4, level 2, weight 1; mean 14 / 4.
    const result = grade(smallPolicy(), ANALYST, ANALYST_ITEM);
    expect(result.mean).toBe(3.5);
    expect(result.grade).toBe(4);
    expect(result.confidence).toBe(1);
    expect(result.criteria).toEqual([
      { id: 'work', name: 'Work', level: 4, weight: 3, because: 'it is the work wanted' },
      {
        id: 'skills',
        name: 'Skills',
        level: 2,
        weight: 1,
        because: '2 of 4 skills asked for are there',
      },
    ]);
  });

  it('leaves out what is unknown, with its weight', () => {
    const result = grade(smallPolicy(), { basics: { label: 'Data Analyst' } }, ANALYST_ITEM);
    expect(result.mean).toBe(4);
    expect(result.unknown).toEqual(['Skills']);
    expect(result.confidence).toBe(0.75);
    expect(result.rationale).toBe('Excellent match: it is the work wanted. Not known: skills.');
  });

  it('does not grade without required evidence, nor with too little', () => {
    const policy = compile(smallPolicy({ settings: SETTINGS.replace('20 %', '90 %') }));
    const grader = createRubricGrader(policy, { now: NOW });
    expect(grader.grade({}, ANALYST_ITEM)).toEqual({
      grade: undefined,
      reason: 'nothing is known about work',
    });
    expect(grader.grade({ basics: { label: 'Data Analyst' } }, ANALYST_ITEM)).toEqual({
      grade: undefined,
      reason: 'only 75 % of the evidence is there, and the policy needs 90 %',
    });
  });

  it('caps the grade where a hard limit holds, and says so', () => {
    const nurse = { work: [{ position: 'Cashier' }], attributes: { targetTitles: ['Nurse'] } };
    const item = { title: 'Registered Nurse', description: 'An RN license is required.' };
    const result = grade(smallPolicy(), nurse, item);
    expect(result.mean).toBe(4);
    expect(result.grade).toBe(1);
    expect(Math.round(result.score)).toBe(1);
    expect(result.limits).toEqual([
      {
        id: 'licence-missing',
        name: 'Licence missing',
        cap: 1,
        isHard: false,
        line: 56,
        because: 'a registered nurse licence is missing',
      },
    ]);
    expect(result.rationale).toContain(
      'It would be excellent, but a registered nurse licence is missing.',
    );
  });

  it('takes the lowest of several caps, and needs all conditions of one', () => {
    const caps = `${CAPS}
| Far and fixed | Commute is more than 100 km and Relocation is no | 0 | too far |
| Far | Commute is more than 100 km | 2 | far |`;
    const home = { basics: { label: 'Cook', location: { latitude: 48, longitude: 11 } } };
    const item = { title: 'Cook', jobLocation: { geo: { latitude: 52, longitude: 13 } } };
    expect(grade(smallPolicy({ caps }), home, item).grade).toBe(2);
    const fixed = { ...home, attributes: { willingToRelocate: false } };
    const result = grade(smallPolicy({ caps }), fixed, item);
    expect(result.grade).toBe(0);
    expect(result.limits.map(({ cap }) => cap)).toEqual([0, 2]);
  });

  it('gives a border to the upper row', () => {
    const five = ['SQL', 'Python', 'Tableau', 'Statistics', 'Machine learning'];
    const ten = [...five, 'Data warehousing', 'ETL', 'Power BI', 'Data modelling', 'A/B testing'];
    const result = grade(
      smallPolicy(),
      { basics: { label: 'Data Analyst' }, skills: [...five, 'ETL', 'Power BI'] },
      { title: 'Data Analyst', skills: ten },
    );
    expect(result.criteria[1]?.level).toBe(4);
  });

  it('gives a score that rounds to the grade and rises with the evidence', () => {
    const policy = compile(smallPolicy());
    const grader = createRubricGrader(policy, { now: NOW });
    const skills = [
      'SQL',
      'Python',
      'Tableau',
      'Statistics',
      'Machine learning',
      'ETL',
      'Power BI',
    ];
    const item = { title: 'Data Analyst', skills };
    let last = -1;
    for (let count = 1; count <= skills.length; count++) {
      const profile = { basics: { label: 'Data Analyst' }, skills: skills.slice(0, count) };
      const result = grader.grade(profile, item) as RubricGrade;
      expect(Math.round(result.score)).toBe(result.grade);
      expect(result.score).toBeGreaterThan(last);
      last = result.score;
    }
  });

  it('refuses what is no object, and takes any object', () => {
    const grader = createRubricGrader(compile(smallPolicy()), { now: NOW });
    expect(() => grader.grade(null as never, {})).toThrow('The profile to grade is not an object');
    expect(() => grader.grade({}, 'item' as never)).toThrow('The item to grade is not an object');
    fc.assert(
      fc.property(fc.object({ maxDepth: 3 }), fc.object({ maxDepth: 3 }), (profile, item) => {
        const result = grader.grade(profile, item);
        if (result.grade === undefined) expect(result.reason).toBeTruthy();
        else expect(Math.round(result.score)).toBe(result.grade);
      }),
      { seed: 5 },
    );
  });
});
