import { factBytes } from '../features/facts.ts';
import type { Fact } from '../features/schema.ts';

/** Items by what some facts of theirs are: to whatever reads these alone, items of one group are the same. */
export interface AlikeItems {
  /** By item its group. */
  groups: Uint32Array;
  /** Of each group one item. */
  examples: number[];
}

/**
 * Groups items whose facts have the same bytes.
 *
 * @param codes item codes
 * @param starts where the evidence of each item starts
 */
export function groupAlike(
  facts: readonly Fact[],
  codes: DataView,
  starts: Uint32Array,
): AlikeItems {
  const count = starts.length;
  const groups = new Uint32Array(count);
  const examples: number[] = [];
  /** Groups, counted from 1, by a hash of their facts; the next place where that is taken. */
  const mask = (2 << (32 - Math.clz32(count))) - 1;
  const table = new Uint32Array(mask + 1);
  const halves = facts.flatMap((fact) =>
    Array.from({ length: factBytes(fact) / 2 }, (_, i) => fact.at + 2 * i),
  );
  const isSame = (a: number, b: number): boolean => {
    for (let i = 0; i < halves.length; i++) {
      const at = halves[i]!;
      if (codes.getUint16(a + at, true) !== codes.getUint16(b + at, true)) return false;
    }
    return true;
  };
  for (let n = 0; n < count; n++) {
    const start = starts[n]!;
    let hash = 0;
    for (let i = 0; i < halves.length; i++) {
      hash = Math.imul(hash ^ codes.getUint16(start + halves[i]!, true), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    let at = hash & mask;
    while (table[at]! > 0 && !isSame(start, starts[examples[table[at]! - 1]!]!)) at = (at + 1) & mask;
    if (table[at] === 0) table[at] = examples.push(n);
    groups[n] = table[at]! - 1;
  }
  return { groups, examples };
}
