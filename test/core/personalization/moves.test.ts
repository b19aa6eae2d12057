import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/math/random.ts';
import { explore } from '../../../src/core/personalization/explore.ts';
import { pin } from '../../../src/core/personalization/pin.ts';
import { spreadOut } from '../../../src/core/personalization/spread-out.ts';
import { teamDraft } from '../../../src/core/personalization/team-draft.ts';

const orders = fc.integer({ min: 0, max: 40 }).chain((n) => {
  const all = [...Array(n).keys()];
  const shuffled = fc.shuffledSubarray(all, { minLength: n, maxLength: n });
  return fc.record({ order: shuffled, other: shuffled, some: fc.subarray(all) });
});
const sorted = (order: Iterable<number>): number[] => [...order].sort((a, b) => a - b);

describe('pinned', () => {
  it('have their rank, and the others their order', () => {
    fc.assert(
      fc.property(orders, ({ order, some }) => {
        const ranks = new Map(some.map((i, n) => [i, n * 2]));
        const after = [...pin(Uint32Array.from(order), ranks)];
        expect(sorted(after)).toEqual(sorted(order));
        for (const [i, rank] of ranks) if (rank < order.length) expect(after[rank]).toBe(i);
        expect(after.filter((i) => !ranks.has(i))).toEqual(order.filter((i) => !ranks.has(i)));
      }),
    );
    expect([
      ...pin(
        Uint32Array.of(0, 1, 2, 3),
        new Map([
          [3, 0],
          [2, 0],
          [1, 99],
        ]),
      ),
    ]).toEqual([3, 2, 0, 1]);
  });
});

describe('spreading out', () => {
  it('leaves no twins in a row while there are others, and moves nothing else', () => {
    fc.assert(
      fc.property(orders, fc.integer({ min: 1, max: 3 }), ({ order, some }, gap) => {
        const twins = new Set(some);
        const isTwin = (a: number, b: number): boolean => twins.has(a) && twins.has(b);
        const mayRise = (): boolean => true;
        const spreading = { isTwin, mayRise, gap, depth: 100 };
        const after = [...spreadOut(Uint32Array.from(order), spreading)];
        expect(sorted(after)).toEqual(sorted(order));
        for (const isOne of [true, false]) {
          const of = (list: number[]) => list.filter((i) => twins.has(i) === isOne);
          expect(of(after)).toEqual(of(order));
        }
        for (const [rank, i] of after.entries()) {
          const near = after.slice(Math.max(0, rank - gap), rank).some((one) => isTwin(one, i));
          // Only where nothing else is left.
          if (near) expect(after.slice(rank).every((one) => twins.has(one))).toBe(true);
        }
      }),
    );
  });
});

describe('team draft', () => {
  it('has everything once, each pick the best that its team had left, and as many picks each', () => {
    fc.assert(
      fc.property(orders, fc.integer(), ({ order, other }, seed) => {
        const [one, two] = [Uint32Array.from(order), Uint32Array.from(other)];
        const drafted = teamDraft(one, two, createRandom(seed));
        expect(sorted(drafted.order)).toEqual(sorted(order));
        const taken = new Set<number>();
        const picks = [0, 0];
        for (const [rank, i] of drafted.order.entries()) {
          const team = drafted.teams[rank]!;
          expect([order, other][team]!.find((candidate) => !taken.has(candidate))).toBe(i);
          taken.add(i);
          picks[team]!++;
          expect(Math.abs(picks[0]! - picks[1]!)).toBeLessThanOrEqual(1);
        }
        expect(teamDraft(one, two, createRandom(seed))).toEqual(drafted);
      }),
    );
  });
});

describe('exploring', () => {
  it('gives one rank to something from below it, and leaves the others as they are', () => {
    fc.assert(
      fc.property(orders, fc.nat(30), ({ order, some }, rank) => {
        const open = new Set(some);
        const tried = explore(
          Uint32Array.from(order),
          { rank, spread: 1, scores: order, seen: () => 0, isOpen: (i) => open.has(i) },
          createRandom(1),
        );
        const below = order.slice(rank).filter((i) => open.has(i));
        expect(tried === undefined).toBe(below.length === 0);
        if (tried === undefined) return;
        expect(below).toContain(tried.tried);
        expect(tried.order[rank]).toBe(tried.tried);
        expect([...tried.order].filter((i) => i !== tried.tried)).toEqual(
          order.filter((i) => i !== tried.tried),
        );
      }),
    );
  });

  it('tries what scores higher more often, and what was seen often less at random', () => {
    const order = Uint32Array.of(0, 1, 2, 3);
    const share = (seen: number): number => {
      const random = createRandom('share');
      let best = 0;
      for (let n = 0; n < 2000; n++) {
        const scores = [0, 1, 0.5, 0];
        const wish = { rank: 1, spread: 1, scores, seen: () => seen, isOpen: () => true };
        if (explore(order, wish, random)!.tried === 1) best++;
      }
      return best / 2000;
    };
    expect(share(0)).toBeGreaterThan(0.4);
    expect(share(0)).toBeLessThan(0.7);
    expect(share(100)).toBeGreaterThan(0.98);
  });
});
