import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTermSet, writeTermSet } from '../../../src/core/terms/term-set.ts';

/** The values of a set, in order. */
function valuesOf(set: Uint8Array): number[] {
  return Array.from({ length: 8 * set.length }, (_, i) => i).filter(
    (i) => (set[i >> 3]! >> (i & 7)) & 1,
  );
}

describe('a set of hashes', () => {
  it('holds what was written, in a code that JSON leaves as it is', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 4095 })), (values) => {
        const source = writeTermSet(values, 12);
        expect(JSON.stringify(source[2])).toHaveLength(source[2].length + 2);
        expect(valuesOf(readTermSet(source))).toEqual(values.sort((a, b) => a - b));
      }),
    );
  });

  it('takes about ten bits a value where one in a hundred is there', () => {
    const values = Array.from({ length: 10_000 }, (_, i) => (i * 7919 * 131) % 2 ** 20);
    const [, , code] = writeTermSet(values, 20);
    expect((6 * code.length) / new Set(values).size).toBeLessThan(9);
  });

  it('reads any code without leaving its range', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 24 }), (code, remainder) => {
        expect(readTermSet([8, remainder, code])).toHaveLength(32);
      }),
    );
  });
});
