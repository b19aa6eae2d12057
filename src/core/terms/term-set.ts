import { codeNumbers, eachCoded } from '../math/golomb-code.ts';
import type { TermSetSource } from '../reading/lexicon-source.ts';

/** A bit for each value of `bits` bits, set where the set has it. */
export function readTermSet([bits, remainder, code]: TermSetSource): Uint8Array {
  const set = new Uint8Array(2 ** bits / 8);
  eachCoded(remainder, code, (value) => {
    set[value >> 3]! |= 1 << (value & 7);
  });
  return set;
}

/** The code of values of `bits` bits, each once. */
export function writeTermSet(values: Iterable<number>, bits: number): TermSetSource {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const { remainder, code } = codeNumbers(sorted, bits);
  return [bits, remainder, code];
}
