import type { Lexicon } from './lexicon.ts';
import { orderedRange, statedOf, type Range } from './read-amount.ts';
import { monthsOf } from './read-duration.ts';
import { saysNone } from './read-number.ts';

/** ISO 8601: years, months, weeks, days. */
const ISO = /^P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T.*)?$/i;
const MONTHS_PER_WEEK = 12 / 52;
const MONTHS_PER_DAY = 12 / 365;

/** A duration in months that is more than plain numbers: of a value, the text that it reads as. */
export function readWordedDuration(
  value: unknown,
  text: string,
  lexicon: Lexicon,
): Range | undefined {
  const iso = ISO.exec(text.trim());
  if (iso !== null) {
    const [, years = 0, months = 0, weeks = 0, days = 0] = iso;
    const total = +years * 12 + +months + +weeks * MONTHS_PER_WEEK + +days * MONTHS_PER_DAY;
    return text.trim().length > 1 ? orderedRange(total, total) : undefined;
  }
  if (text !== '' && saysNone(text, lexicon)) return { low: 0, high: 0 };
  const stated = statedOf(value, lexicon, 'perYear');
  // A bare number is one of months; a number among other words is not.
  const found = stated ?? statedOf(text, lexicon, 'perYear');
  const isText = stated === undefined || typeof value === 'string';
  if (found === undefined || (isText && found.perYear === undefined && /\p{L}/u.test(text))) return;
  const months = monthsOf(found.perYear ?? 12);
  return orderedRange(found.low * months, found.high * months);
}
