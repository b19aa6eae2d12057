import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashStart, hashStep, hashString, mix32 } from '../../../src/core/math/hash.ts';

const MASK = 0xffffffffn;

/** The hash in unbounded integers. */
function hashExactly(text: string, salt: number): number {
  let h = (0x811c9dc5n ^ (BigInt(salt) * 0x9e3779b9n)) & MASK;
  for (let i = 0; i < text.length; i++) {
    h = ((h ^ BigInt(text.charCodeAt(i))) * 0x01000193n) & MASK;
  }
  h ^= h >> 16n;
  h = (h * 0x85ebca6bn) & MASK;
  h ^= h >> 13n;
  h = (h * 0xc2b2ae35n) & MASK;
  return Number(h ^ (h >> 16n));
}

describe('hashString', () => {
  it('is the definition in unbounded integers', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        (text, salt) => {
          expect(hashString(text, salt)).toBe(hashExactly(text, salt));
        },
      ),
    );
  });

  it('can be resumed after any prefix', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (head, tail) => {
        let state = hashStart(7);
        for (const unit of head + tail) state = hashStep(state, unit.charCodeAt(0));
        expect(mix32(state)).toBe(hashString(head + tail, 7));
      }),
    );
  });

  it('keeps salts apart and spreads words evenly over the rows of a table', () => {
    const rows = 64;
    const counts = new Float64Array(rows);
    const equal = { salts: 0 };
    const n = 20_000;
    for (let i = 0; i < n; i++) {
      const hash = hashString(`word${i}`, 2);
      counts[hash % rows]!++;
      if (hash === hashString(`word${i}`, 3)) equal.salts++;
    }
    const expected = n / rows;
    const chi = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(chi).toBeLessThan(110); // 63 degrees of freedom: p ≈ 0.0002
    expect(equal.salts).toBe(0);
  });
});

describe('mix32', () => {
  it('is a bijection on samples and flips half of the bits', () => {
    const seen = new Set<number>();
    let flipped = 0;
    for (let i = 0; i < 4096; i++) {
      const hash = mix32(i);
      seen.add(hash);
      for (let bits = hash ^ mix32(i ^ 1); bits !== 0; bits &= bits - 1) flipped++;
    }
    expect(seen.size).toBe(4096);
    expect(flipped / 4096).toBeGreaterThan(15);
    expect(flipped / 4096).toBeLessThan(17);
  });
});
