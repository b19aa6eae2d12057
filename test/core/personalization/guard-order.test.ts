import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardOrder } from '../../../src/core/personalization/guard-order.ts';
import { POLICY_FLOOR } from '../../../src/core/personalization/policy-floor.ts';
import { standAside } from '../../../src/core/personalization/stand-aside.ts';
import { standBehind } from '../../../src/core/limits/stand-behind.ts';

const { depth, poorGrade } = POLICY_FLOOR;

/** Whatever signals may want of a list: any order, any dismissals, any limits. */
const lists = fc.integer({ min: 0, max: 40 }).chain((n) => {
  const shuffled = fc.shuffledSubarray([...Array(n).keys()], { minLength: n, maxLength: n });
  const cap = fc.oneof({ weight: 3, arbitrary: fc.constant(4) }, fc.integer({ min: 0, max: 3 }));
  return fc.record({
    wished: shuffled,
    base: shuffled,
    caps: fc.array(cap, { minLength: n, maxLength: n }),
    open: fc.array(fc.double({ min: 0, max: 4, noNaN: true }), { minLength: n, maxLength: n }),
    gone: fc.subarray([...Array(n).keys()]),
    slack: fc.constantFrom(0, 0.2, 0.5, 1),
  });
});

type Drawn = typeof lists extends fc.Arbitrary<infer T> ? T : never;

/** A drawn list as a device has it: no grade above its cap, what is forbidden behind all others. */
function guarded({ wished, base, caps, open, gone, slack }: Drawn) {
  const ordered = (order: number[]) => standBehind(Uint32Array.from(order), caps);
  const list = {
    base: ordered(base),
    wished: ordered(wished),
    caps,
    expected: open.map((grade, i) => Math.min(grade, caps[i]!)),
    dismissed: new Set(gone),
  };
  const { order, held } = guardOrder(list, { ...POLICY_FLOOR, slack }, depth);
  return { ...list, order: [...order], held };
}

const isSorted = (order: Iterable<number>): number[] => [...order].sort((a, b) => a - b);

describe('the order that is shown', () => {
  it('has everything once', () => {
    fc.assert(
      fc.property(lists, (drawn) => {
        const { order, base } = guarded(drawn);
        expect(isSorted(order)).toEqual(isSorted(base));
      }),
    );
  });

  it('keeps what was dismissed out of the first ten, and last where there are fewer others', () => {
    fc.assert(
      fc.property(lists, (drawn) => {
        const { order, dismissed } = guarded(drawn);
        const others = order.filter((i) => !dismissed.has(i));
        for (const i of order.slice(0, Math.min(depth, others.length))) {
          expect(dismissed.has(i)).toBe(false);
        }
        if (others.length < depth) expect(order.slice(0, others.length)).toEqual(others);
      }),
    );
  });

  it('lifts no poor match into the first ten, nor what a limit forbids', () => {
    fc.assert(
      fc.property(lists, (drawn) => {
        const { order, base, expected, dismissed } = guarded(drawn);
        const before = new Set(base.slice(0, depth));
        const top = order.slice(0, depth);
        const lifted = top.filter((i) => !before.has(i) && expected[i]! <= poorGrade);
        // Only where too little else is left in the place of what was dismissed.
        const better = order
          .slice(depth)
          .filter((i) => !dismissed.has(i) && (expected[i]! > poorGrade || before.has(i)));
        if (lifted.length > 0) expect(better).toEqual([]);
        if (dismissed.size === 0) expect(lifted).toEqual([]);
      }),
    );
  });

  it('lets the mean grade fall by its slack at most, dismissals apart', () => {
    fc.assert(
      fc.property(lists, (drawn) => {
        const { order, base, caps, expected, dismissed } = guarded(drawn);
        const total = (top: Iterable<number>) =>
          [...top].reduce((sum, i) => sum + Math.round(1e6 * expected[i]!), 0);
        // What would stand first if there were nothing but the dismissals.
        const rest = standAside(base, dismissed, caps, depth);
        const before = new Set(base.slice(0, depth));
        const good = [...rest].filter(
          (i) => !dismissed.has(i) && (before.has(i) || expected[i]! > poorGrade),
        );
        if (good.length < depth && dismissed.size > 0) return;
        const first = dismissed.size === 0 ? base.slice(0, depth) : good.slice(0, depth);
        expect(total(order.slice(0, depth))).toBeGreaterThanOrEqual(
          total(first) - 1e6 * drawn.slack * first.length,
        );
      }),
    );
  });

  it('keeps what is forbidden behind everything else, but to fill the first ten', () => {
    fc.assert(
      fc.property(lists, (drawn) => {
        const { order, caps, dismissed } = guarded(drawn);
        const isForbidden = (i: number): boolean => caps[i]! <= 1;
        const rest = order.slice(depth).filter((i) => !dismissed.has(i));
        const first = rest.findIndex(isForbidden);
        if (first >= 0) expect(rest.slice(first).every(isForbidden)).toBe(true);
        const open = order.filter((i) => !isForbidden(i) && !dismissed.has(i));
        if (open.length >= depth) expect(order.slice(0, depth).some(isForbidden)).toBe(false);
      }),
    );
  });

  it('is as wished without dismissals, a floor and limits', () => {
    fc.assert(
      fc.property(lists, ({ wished, base }) => {
        const [order, first] = [Uint32Array.from(wished), Uint32Array.from(base)];
        const list = {
          base: first,
          wished: order,
          caps: undefined,
          expected: [],
          dismissed: new Set<number>(),
        };
        expect(guardOrder(list, undefined, depth).order).toEqual(order);
      }),
    );
  });
});
