import { COARSE_BITS, TERM_COARSE, TERM_NAMES, TERM_NAMES_SHIFT } from '../layout';
import { mix } from './tokens';

/** The hash of a name with one more word behind. */
export function join(name: u32, word: u32): u32 {
  return mix((name * 0x01000193) ^ word);
}

/** The hash of a word that is a name only where it is written so. */
export function asWritten(word: u32, written: i32): u32 {
  return mix(word ^ (written * 0x9e3779b9));
}

/** Whether a hash is one of names. */
export function isName(hash: u32): bool {
  return (
    has(load<i32>(TERM_COARSE), 32 - COARSE_BITS, hash) &&
    has(load<i32>(TERM_NAMES), load<i32>(TERM_NAMES_SHIFT), hash)
  );
}

/** Whether a set has a hash, or another of its bits. */
export function has(bits: i32, shift: i32, hash: u32): bool {
  const value = hash >> shift;
  return ((load<u8>(bits + (value >> 3)) >> (value & 7)) & 1) == 1;
}
