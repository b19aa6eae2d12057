import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createKeyTable } from '../../../src/sdk/ranking/key-table.ts';

it('a table of keys finds what a map finds, also keys that share a chain, before and after it grows', () => {
  const slot = fc.nat(40);
  // Few remainders and both signs, so that chains are long.
  const key = fc
    .tuple(fc.nat(3), fc.nat(5), fc.boolean())
    .map(([low, high, isNegative]) => (isNegative ? -1 : 1) * (high * 2 ** 40 + low));
  fc.assert(
    fc.property(fc.array(fc.tuple(slot, key)), (steps) => {
      const table = createKeyTable();
      const slots = new Map<number, number>();
      let room = 0;
      for (const [at, wanted] of steps) {
        if (at >= room) table.grow((room = at + 1));
        for (const [other, taken] of slots) {
          if (taken !== at && other !== wanted) continue;
          table.remove(taken);
          slots.delete(other);
        }
        table.add(at, wanted);
        slots.set(wanted, at);
        expect(table.keyOf(at)).toBe(wanted);
        for (const [one, its] of slots) expect(table.get(one)).toBe(its);
        expect(table.get(wanted + 1)).toBe(slots.get(wanted + 1) ?? -1);
      }
    }),
  );
});
