import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPolicyFloor } from '../../../src/core/personalization/policy-floor.ts';

const floor = { poorGrade: 1, depth: 10, slack: 0 };

/** The first of a base order. */
const firstOf = (baseRank: readonly number[], depth = floor.depth): number[] =>
  [...baseRank.keys()].filter((i) => baseRank[i]! < depth);

/** A list with ranks in the base order, an order by signals, and grades, many of them alike. */
const lists = fc.integer({ min: 0, max: 40 }).chain((n) => {
  const shuffled = fc.shuffledSubarray([...Array(n).keys()], { minLength: n, maxLength: n });
  const grade = fc.oneof(
    fc.double({ min: 0, max: 4, noNaN: true }),
    fc.integer({ max: 4, min: 0 }),
  );
  const grades = fc.array(grade, { minLength: n, maxLength: n });
  return fc.record({ order: shuffled, baseRank: shuffled, grades });
});

describe('the policy floor', () => {
  it('lets the mean policy grade at the top fall by its slack at most', () => {
    fc.assert(
      fc.property(lists, fc.constantFrom(0, 0.1, 0.5, 1), ({ order, baseRank, grades }, slack) => {
        const after = [
          ...applyPolicyFloor(Uint32Array.from(order), firstOf(baseRank), grades, {
            ...floor,
            slack,
          }).order,
        ];
        expect([...after].sort((a, b) => a - b)).toEqual([...order].sort((a, b) => a - b));
        const base = order.filter((i) => baseRank[i]! < floor.depth);
        const total = (top: number[]) =>
          top.reduce((sum, i) => sum + Math.round(1e6 * grades[i]!), 0);
        expect(total(after.slice(0, floor.depth))).toBeGreaterThanOrEqual(
          total(base) - 1e6 * slack * base.length,
        );
      }),
    );
  });

  it('lets no poor match into the top that was not there, however many', () => {
    fc.assert(
      fc.property(lists, ({ order, baseRank, grades }) => {
        const { order: after } = applyPolicyFloor(
          Uint32Array.from(order),
          firstOf(baseRank),
          grades,
          floor,
        );
        for (const i of after.slice(0, floor.depth)) {
          if (baseRank[i]! >= floor.depth) expect(grades[i]).toBeGreaterThan(floor.poorGrade);
        }
      }),
    );
  });

  it('keeps the personalized order at the top and below it, and says what it holds', () => {
    fc.assert(
      fc.property(lists, ({ order, baseRank, grades }) => {
        const floored = applyPolicyFloor(Uint32Array.from(order), firstOf(baseRank), grades, floor);
        const { held } = floored;
        const after = [...floored.order];
        const top = new Set(after.slice(0, floor.depth));
        expect([...held]).toEqual(order.slice(0, floor.depth).filter((i) => !top.has(i)));
        const free = order.filter((i) => !held.has(i));
        expect(after).toEqual([
          ...free.filter((i) => top.has(i)),
          ...held,
          ...free.filter((i) => !top.has(i)),
        ]);
      }),
    );
  });

  it('holds back the lowest grades, as many as it must', () => {
    // The base order is 0, 1, 2, 3; signals carry 2 and 3 above 1 and 0.
    const apply = (grades: number[], slack = 0) => {
      const shallow = { poorGrade: 1, depth: 2, slack };
      const order = Uint32Array.of(3, 2, 1, 0);
      const floored = applyPolicyFloor(order, [0, 1], grades, shallow);
      return { order: [...floored.order], held: floored.held };
    };
    expect(apply([2, 3, 3, 2])).toEqual({ order: [3, 2, 1, 0], held: new Set() });
    // One may be lower where the other makes up for it.
    expect(apply([2, 3, 1.5, 3.5])).toEqual({ order: [3, 2, 1, 0], held: new Set() });
    // Else it is held, and the higher of the leavers stays.
    expect(apply([2, 3, 1.4, 3.5])).toEqual({ order: [3, 1, 2, 0], held: new Set([2]) });
    expect(apply([2, 3, 1.9, 2])).toEqual({ order: [3, 1, 2, 0], held: new Set([2]) });
    expect(apply([2, 3, 1.9, 1.9])).toEqual({ order: [1, 0, 3, 2], held: new Set([3, 2]) });
    // A mean that may fall by a quarter admits two that lack half a grade together.
    expect(apply([2, 3, 1.9, 2.6], 0.25)).toEqual({ order: [3, 2, 1, 0], held: new Set() });
    expect(apply([2, 3, 1.9, 2.5], 0.25)).toEqual({ order: [3, 1, 2, 0], held: new Set([2]) });
    expect(apply([1, 1, 1, 1])).toEqual({ order: [1, 0, 3, 2], held: new Set([3, 2]) });
  });

  it('takes sums of the same grades for alike, in whatever order', () => {
    const grades = [1.1, 1.2, 3.3, 3.3, 1.2, 1.1];
    const order = Uint32Array.of(3, 4, 5, 0, 1, 2);
    const { held } = applyPolicyFloor(order, [0, 1, 2], grades, {
      poorGrade: 1,
      depth: 3,
      slack: 0,
    });
    expect(held).toEqual(new Set());
  });

  it('changes nothing where the order is the base order', () => {
    fc.assert(
      fc.property(lists, ({ baseRank, grades }) => {
        const order = [...baseRank.keys()].sort((a, b) => baseRank[a]! - baseRank[b]!);
        const after = applyPolicyFloor(Uint32Array.from(order), firstOf(baseRank), grades, floor);
        expect(after).toEqual({ order: Uint32Array.from(order), held: new Set() });
      }),
    );
  });
});
