import { loadWords } from '../taxonomy/load-words.ts';
import { normalizeText } from './read-values.ts';

/** The words that tell titles apart, each with its weight. */
export type TitleTokens = ReadonlyMap<string, number>;

const GENERIC_WEIGHT = 0.5;

/**
 * The weighted words of a title: lower case, plural s and words of level, schedule and place left out,
 * generic role words at half weight. A title of silent words alone keeps them all.
 */
export function titleTokens(title: string): TitleTokens {
  // What follows a dash, a bracket or a slash with a place or a schedule is still split into words: the
  // silent list takes most of it out, and a word too many costs less than a word lost.
  const words = normalizeText(title).split(' ').filter(Boolean);
  const { silent, generic, longForms } = loadWords().tokens;
  const tokens = new Map<string, number>();
  for (const word of words) {
    if (silent.has(word) || /^\d+$/u.test(word)) continue;
    const stem = singular(longForms.get(word) ?? word);
    tokens.set(stem, generic.has(stem) || generic.has(word) ? GENERIC_WEIGHT : 1);
  }
  if (tokens.size === 0) for (const word of words) tokens.set(singular(word), GENERIC_WEIGHT);
  return tokens;
}

function singular(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

/** Weighted Dice overlap of two titles, 0–1; 0 where either has no words. */
export function titleOverlap(a: TitleTokens, b: TitleTokens): number {
  let total = 0;
  let common = 0;
  for (const [token, weight] of a) {
    total += weight;
    const other = b.get(token);
    if (other !== undefined) common += weight + other;
  }
  for (const weight of b.values()) total += weight;
  return total === 0 ? 0 : common / total;
}
