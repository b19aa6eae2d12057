import type { Random } from '../../core/math/random.ts';

const ONSETS = 'b br d dr f fl g gr h k kl l m n p pr r s st t tr v w z'.split(' ');
const NUCLEI = 'a e i o u ai ei ou'.split(' ');
const CODAS = ['', '', 'n', 'r', 's', 'l', 'm', 'nd', 'rt'];

/** Makes up words that can be said and mean nothing. */
export function inventWords(count: number, random: Random): string[] {
  const words = new Set<string>();
  while (words.size < count) {
    const syllable = (): string => random.pick(ONSETS) + random.pick(NUCLEI) + random.pick(CODAS);
    words.add(syllable() + syllable());
  }
  return [...words];
}
