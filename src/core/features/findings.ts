import type { FoundTerms } from '../terms/find-terms.ts';
import type { Reading } from '../reading/reading.ts';

/** What evidence and facts are made from: what was read of an object, and its whole tokens. */
export interface Findings {
  reading: Reading;
  /**
   * The tokens that carry meaning as a whole, field after field; field f's end at `wholeEnds[f]`. Of each its hash
   * and, in text fields, not 0 where it is the first word of a text.
   */
  wholes: Uint32Array;
  wholeEnds: Uint32Array;
  /** What the texts of an item name, where an engine has found it already. */
  terms?: FoundTerms;
}

/** Where the part of a field starts. */
export function startOf(ends: Uint32Array, field: number): number {
  return field === 0 ? 0 : ends[field - 1]!;
}
