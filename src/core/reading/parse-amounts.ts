import { foldName } from './fold-name.ts';
import { findAll, remember, type Lexicon } from './lexicon.ts';
import type { Stated } from './stated.ts';

/** Longest text that is looked at. */
const MAX_LENGTH = 256;
/** Digits with marks between, thousands set apart by spaces or apostrophes, or a decimal without its zero. */
const NUMBER =
  /\.\d+|\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)*(?:e\+?\d{1,2}(?![a-z\d]))?/gi;
const DASH = /[-–—−~〜]/;
const WORDS = 'magnitudes|units|currencies|upTo|from|to';
/** Magnitudes are told of numbers below this: "50.000 m/w/d" are no millions. */
const MAX_COUNTED = 10_000;

/** What stands between two numbers, before the first or behind the last. */
interface Between {
  perYear: number | undefined;
  rate: number | undefined;
  /** Whether the currency is that of the number before it. */
  hasRateOfLast: boolean;
  magnitude: number;
  isPercent: boolean;
  isNegative: boolean;
  /** Whether it says that a number is the upper end of a range, or the lower. */
  caps: boolean;
  opens: boolean;
  /** Whether it says that of the number before it ("20k+"), in words that mean nothing else. */
  isPlus: boolean;
  isPlain: boolean;
  /** Whether it makes a range of the numbers on both sides. */
  joins: boolean;
}

/**
 * The number or range that a text states: the first one, or the first with a unit or currency where that is
 * preferred; no percentage. Dots and commas are thousands or decimals as their places tell.
 *
 * @param prefers 'perYear', 'signRate', or undefined
 * @param max a number of one mark and three decimals is read with thousands unless that is above it
 */
export function parseAmounts(
  whole: string,
  lexicon: Lexicon,
  prefers: 'perYear' | 'signRate' | undefined,
  max: number,
): Stated | undefined {
  const text = whole.slice(0, MAX_LENGTH).normalize('NFKC');
  const numbers: number[] = [];
  const between: Between[] = [];
  let at = 0;
  for (const match of text.matchAll(NUMBER)) {
    between.push(remember(lexicon, '@between', text.slice(at, match.index), readBetween));
    numbers.push(parseDigits(match[0], text[match.index - 1], max));
    at = match.index + match[0].length;
  }
  between.push(remember(lexicon, '@between', text.slice(at), readBetween));
  let first: Stated | undefined;
  for (let i = 0; i < numbers.length; i++) {
    if (between[i + 1]!.isPercent || !Number.isFinite(numbers[i]!)) continue;
    const range = rangeAt(numbers, between, i, prefers === 'perYear');
    const stated = range ?? numberAt(numbers, between, i);
    if (prefers === undefined || stated[prefers] !== undefined) return stated;
    first ??= stated;
    if (range !== undefined) i++;
  }
  return first;
}

function numberAt(numbers: readonly number[], between: readonly Between[], i: number): Stated {
  const [before, after] = [between[i]!, between[i + 1]!];
  const isLast = i + 1 === numbers.length;
  const value = counted(numbers[i]!, after.magnitude) * (before.isNegative ? -1 : 1);
  const isEnd = isLast && after.isPlain;
  return {
    low: before.caps || (isEnd && after.caps) ? NaN : value,
    high: before.opens || after.isPlus || (isEnd && after.opens) ? NaN : value,
    perYear: after.perYear ?? before.perYear,
    signRate:
      (i > 0 && before.hasRateOfLast ? undefined : before.rate) ??
      (isLast || after.hasRateOfLast ? after.rate : undefined),
  };
}

/** The range that a number makes with the next one. */
function rangeAt(
  numbers: readonly number[],
  between: readonly Between[],
  i: number,
  isDuration: boolean,
): Stated | undefined {
  const [before, middle, after] = [between[i]!, between[i + 1]!, between[i + 2]];
  if (after === undefined || !middle.joins || after.isPercent) return undefined;
  let low = counted(numbers[i]!, middle.magnitude) * (before.isNegative ? -1 : 1);
  let high = counted(numbers[i + 1]!, after.magnitude);
  // "50–60k", "1–2 hours": what is said once counts for both.
  if (middle.magnitude === 1 && low * after.magnitude <= high) low *= after.magnitude;
  else if (after.magnitude === 1 && low > high) high *= middle.magnitude;
  const perYear = after.perYear ?? middle.perYear ?? before.perYear;
  const units = (middle.perYear ?? perYear ?? 1) / (perYear ?? 1);
  // A month is more pay in a year than a year's, but less time.
  low *= isDuration ? 1 / units : units;
  if (!(low <= high)) return undefined;
  return { low, high, perYear, signRate: before.rate ?? middle.rate ?? after.rate };
}

function counted(value: number, magnitude: number): number {
  return value < MAX_COUNTED ? value * magnitude : value;
}

function readBetween(text: string, lexicon: Lexicon): Between {
  const rest: string[] = [];
  const means = findAll(lexicon, WORDS, foldName(text), rest);
  const keyOf = (list: string): string =>
    means.find((meaning) => meaning.startsWith(list))?.slice(list.length + 1) ?? '';
  const { units, currencies } = lexicon.source;
  const isGlued = /^ ?[\p{L}\p{Sc}]/u.test(text);
  const [first = '', second = ''] = means;
  const isCounted = isGlued && first.startsWith('mag');
  return {
    perYear: units?.[keyOf('units')]?.[0],
    rate: currencies?.[keyOf('currencies')]?.[0],
    hasRateOfLast:
      isGlued && (isCounted ? second : first).startsWith('cur') && !/\p{Sc} ?$/u.test(text),
    magnitude: isCounted ? Number(keyOf('magnitudes')) : 1,
    isPercent: /^ ?%/.test(text),
    isNegative: /(^|\s)[-−][$€£]?$/.test(text),
    caps: keyOf('upTo') !== '' || /[<≤]/.test(text),
    opens: keyOf('from') !== '' || /[>≥]/.test(text),
    isPlus: /^ ?\p{L}*\+/u.test(text),
    isPlain: rest.length === 0,
    joins: DASH.test(text) || keyOf('to') !== '',
  };
}

/** @param before the character before the digits */
function parseDigits(text: string, before: string | undefined, max: number): number {
  const plain = text.replace(/[ '’]/g, '');
  if (/e/i.test(plain)) return Number(plain);
  const marked = /^(.*)([.,])(\d+)$/.exec(plain);
  if (marked === null) return Number(plain);
  const [, head = '', mark = '', tail = ''] = marked;
  // "Rs.500": the dot belongs to the word.
  if (head === '') return Number(/\p{L}/u.test(before ?? '') ? tail : `0.${tail}`);
  const whole = head.replace(/[.,]/g, '');
  const decimal = Number(`${whole}.${tail}`);
  const isAmbiguous = tail.length === 3 && /^[1-9]\d{0,2}$/.test(head);
  const grouped = Number(whole + tail);
  if (isAmbiguous) return grouped > max ? decimal : grouped;
  return head.includes(mark) ? grouped : decimal;
}
