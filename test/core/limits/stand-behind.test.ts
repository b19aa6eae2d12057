import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { POOR_CAP, standBehind } from '../../../src/core/limits/stand-behind.ts';

describe('standBehind', () => {
  it('moves what is forbidden behind the rest', () => {
    const order = Uint32Array.of(3, 1, 0, 2);
    expect([...standBehind(order, [4, 1, 2, 0])]).toEqual([0, 2, 3, 1]);
    expect(standBehind(order, [4, 4, 2, 3])).toBe(order);
  });

  it('is a stable partition of the order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 4 }))), (list) => {
        const caps = list.map(([, cap]) => cap);
        const order = Uint32Array.from(
          [...list.keys()].sort((a, b) => list[a]![0] - list[b]![0] || a - b),
        );
        const moved = standBehind(order, caps);
        const isForbidden = (i: number): boolean => caps[i]! <= POOR_CAP;
        expect([...moved]).toEqual([
          ...[...order].filter((i) => !isForbidden(i)),
          ...[...order].filter(isForbidden),
        ]);
      }),
    );
  });
});
