import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPolicyFloor } from '../../../src/core/personalization/policy-floor.ts';

const lists = fc.integer({ min: 0, max: 40 }).chain((n) =>
  fc.record({
    order: fc.shuffledSubarray([...Array(n).keys()], { minLength: n, maxLength: n }),
    base: fc.shuffledSubarray([...Array(n).keys()], { minLength: n, maxLength: n }),
    grade: fc.array(fc.double({ min: 0, max: 4, noNaN: true }), { minLength: n, maxLength: n }),
  }),
);
const floor = { poorGrade: 1, depth: 10 };
const isPoor = (grade: number) => grade <= floor.poorGrade;

describe('the policy floor', () => {
  it('never lets the number of poor matches at the top rise while others are left', () => {
    fc.assert(
      fc.property(lists, ({ order, base, grade }) => {
        const after = applyPolicyFloor(Uint32Array.from(order), base, grade, floor);
        expect([...after].sort((a, b) => a - b)).toEqual([...order].sort((a, b) => a - b));
        const intruders = after
          .slice(0, floor.depth)
          .filter((i) => isPoor(grade[i]!) && base[i]! >= floor.depth);
        const others = order.filter((i) => !(isPoor(grade[i]!) && base[i]! >= floor.depth));
        expect(intruders.length).toBe(
          Math.max(0, Math.min(floor.depth, order.length) - others.length),
        );
      }),
    );
  });

  it('keeps the order among those it holds and among all others', () => {
    fc.assert(
      fc.property(lists, ({ order, base, grade }) => {
        const after = applyPolicyFloor(Uint32Array.from(order), base, grade, floor);
        const held = (i: number) => isPoor(grade[i]!) && base[i]! >= floor.depth;
        for (const group of [held, (i: number) => !held(i)]) {
          expect([...after].filter(group)).toEqual(order.filter(group));
        }
      }),
    );
  });

  it('changes nothing where no poor match rose', () => {
    fc.assert(
      fc.property(lists, ({ base, grade }) => {
        const order = [...base.keys()].sort((a, b) => base[a]! - base[b]!);
        expect([...applyPolicyFloor(Uint32Array.from(order), base, grade, floor)]).toEqual(order);
      }),
    );
  });
});
