import { foldName } from './fold-name.ts';
import { findAll, type Lexicon } from './lexicon.ts';
import { orderedRange, statedOf, type Range } from './read-amount.ts';
import { readText } from './read-text.ts';

/**
 * A number, plain or with a word for thousands, or a range, as a text or a QuantitativeValue; a text that says none
 * is 0.
 *
 * @param max what tells "12.500" from 12.5
 */
export function readNumber(value: unknown, lexicon: Lexicon, max?: number): Range | undefined {
  const found = statedOf(value, lexicon, undefined, max);
  if (found !== undefined) return orderedRange(found.low, found.high);
  return saysNone(value, lexicon) ? { low: 0, high: 0 } : undefined;
}

/** Whether a text says zero in words: "no experience required". */
export function saysNone(value: unknown, lexicon: Lexicon): boolean {
  const text = typeof value === 'number' ? '' : readText(value);
  return text !== '' && findAll(lexicon, 'none', foldName(text.slice(0, 200))).length > 0;
}
