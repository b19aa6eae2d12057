import { describe, expect, it } from 'vitest';
import type { GradeValue } from '../../../src/core/types.ts';
import { compareCriteria } from '../../../src/distill/golden/compare-criteria.ts';
import { graderDocument } from '../../../src/distill/golden/grader-document.ts';
import { disputedPairs, joinOpinions } from '../../../src/distill/golden/second-opinion.ts';
import type { GradedPair, GradeOutcome } from '../../../src/distill/golden/types.ts';
import { domains } from '../../../src/domains/registry.ts';
import { requirePolicy } from '../../../src/distill/policy/open-policy.ts';
import { inventPairs, itemPolicy } from './golden-fixtures.ts';

const pairs = inventPairs(6);
const graded = (grades: readonly (number | undefined)[]): GradeOutcome[] =>
  grades.map((grade, i) =>
    grade === undefined
      ? { pair: pairs[i]!, grade: undefined, reason: 'Nothing is known.' }
      : { pair: pairs[i]!, grade: grade as GradeValue, rationale: `${grade}` },
  );

describe('second opinions', () => {
  const first = graded([4, 3, 0, 2, undefined, 4]);
  const rubric = graded([1, 3, 3, 3, 2, 2]);

  it('are asked where two are far apart or one alone could grade', () => {
    const disputed = disputedPairs(first, rubric).map(({ itemId }) => itemId);
    expect(disputed).toEqual(['j0', 'j2', 'j4', 'j5']);
  });

  it('put the row last that is nearest to the middle of all', () => {
    const second = [
      ...graded([1, undefined, 0, undefined, 2]).filter((_, i) => [0, 2, 4].includes(i)),
      { pair: pairs[5]!, grade: 3 as const, rationale: 'second' },
    ];
    const joined = joinOpinions(first, rubric, second);
    expect(joined).toMatchObject({ asked: 4, withFirst: 1, withOther: 2, between: 1 });
    const last = new Map(joined.rows.map(({ pair, grade }) => [pair.itemId, grade]));
    expect(Object.fromEntries(last)).toEqual({ j0: 1, j1: 3, j2: 0, j3: 2, j4: 2, j5: 3 });
    expect(joined.rows).toHaveLength(5 + 4);
  });
});

describe('agreement by criterion', () => {
  it('tells levels apart, what only one saw, and what sets grades apart', () => {
    const policy = itemPolicy();
    const rows = (levels: readonly (number | null)[], id: string): GradedPair[] =>
      levels.map((level, i) => ({
        pair: pairs[i]!,
        grade: 2,
        rationale: '',
        criteria: { occupation: 4, [id]: level as GradeValue | null },
      }));
    const [a, b] = [rows([4, 2, null, 1], 'skills'), rows([2, 2, 3, null], 'skills')];
    const compared = compareCriteria(policy, a, b);
    expect(compared.map(({ id }) => id)).toEqual(['occupation', 'skills']);
    expect(compared[1]).toMatchObject({
      pairs: 2,
      exact: 0.5,
      withinOne: 0.5,
      difference: -1,
      share: 1,
      onlyA: 1,
      onlyB: 1,
    });
    expect(compared[0]).toMatchObject({ exact: 1, share: 0 });
  });
});

describe('the document that a grader reads', () => {
  it.each(['jobs', 'care', 'lending', 'products'])(
    'of %s has all that decides, and no more',
    async (name) => {
      const policy = requirePolicy(await domains.open(name), { gradeExamples: false });
      const text = graderDocument(policy);
      expect(text.length).toBeLessThan(policy.markdown.length / 2);
      expect(text).not.toMatch(/\| *Reason *\|/u);
      expect(text).not.toContain('How to edit');
      for (const { name: criterion, levels, measure } of policy.criteria) {
        expect(text).toContain(`## ${criterion}`);
        expect(text.toLowerCase()).toContain(measure.name.toLowerCase());
        for (const { meaning } of levels) expect(text).toContain(meaning.split('|')[0]);
      }
      for (const { name: limit } of [...policy.limits, ...policy.caps])
        expect(text).toContain(limit);
      const examples = text.slice(text.indexOf('## Examples of each grade')).split('\n\n').slice(1);
      expect(examples.length).toBeGreaterThanOrEqual(5);
      for (const line of examples) JSON.parse(line.slice(line.indexOf('{')));
    },
  );
});
