import { foldName } from './fold-name.ts';
import { findAll, formsOf, remember, type Lexicon } from './lexicon.ts';
import { pick, rolesOf } from './pick.ts';
import { readText } from './read-text.ts';
import type { Range, Stated } from './stated.ts';

export type { Range };

/** What is plausible of an amount, and what it is told in. */
export interface AmountOptions {
  /** `year`: units of time are turned into a year; `none`: they do not count. */
  per?: 'year' | 'none' | undefined;
  min?: number;
  max?: number;
}

/** Objects and arrays within a value are read this deep. */
const MAX_DEPTH = 4;
/** A number by itself, which has no thousands set apart and nothing in words. */
export const PLAIN = /^\d{1,15}(\.\d\d?)?$/;
/** A text without any of these states no number. */
const MAY_COUNT = /[\d\u0080-\uffff]/;

const ROLES = rolesOf(
  'minValue min lowPrice minPrice minimum low from|maxValue max highPrice maxPrice maximum high to|' +
    'value @value price amount monthsOfExperience priceSpecification|' +
    'unitText unitCode unit period salaryUnit|currency priceCurrency salaryCurrency',
);

/**
 * An amount of money: a number, a text ("$20 – $25 an hour", "50.000 €", "up to 60k"), or a schema.org
 * MonetaryAmount, QuantitativeValue, Offer or PriceSpecification, in the domain's currency by the lexicon's rates.
 * With `per: 'year'` per year: a unit that nothing states is guessed where the number does not lie within
 * `min` to `max`, but does as pay of a month or an hour. Of nested units and currencies the innermost counts.
 *
 * @param holder the object that holds the value: it may state unit and currency
 * @returns undefined where unknown, or in a currency that the lexicon lacks
 */
export function readAmount(
  value: unknown,
  options: AmountOptions,
  lexicon: Lexicon,
  holder: object = {},
): Range | undefined {
  const found = statedOf(value, lexicon, 'signRate', options.max);
  if (found === undefined) return undefined;
  if (found.rate === undefined || found.perYear === undefined) {
    inherit(found, pick(holder, ROLES), lexicon);
  }
  const rate = found.rate ?? found.signRate ?? 1;
  const range = orderedRange(found.low * rate, found.high * rate);
  if (options.per !== 'year' || range === undefined) return range;
  const size = middleOf(range);
  const perYear = found.perYear ?? guessPerYear(size, rate, options, lexicon);
  // Feeds write 0 for what is not stated: nobody works a year for nothing.
  if (!(size * perYear > 0)) return undefined;
  return { low: range.low * perYear, high: range.high * perYear };
}

/** The middle of a range, or its known end. */
export function middleOf({ low, high }: Range): number {
  if (Number.isNaN(low)) return high;
  return Number.isNaN(high) ? low : (low + high) / 2;
}

/** A range with its ends in order; 0 below another end is how feeds say "not stated". Undefined without any end. */
export function orderedRange(low: number, high: number): Range | undefined {
  if (Number.isNaN(low) && Number.isNaN(high)) return undefined;
  if (low > high) return orderedRange(high, low);
  return { low: low === 0 && high > 0 ? NaN : low, high };
}

/** Where one is worth less, a year's pay may look like a month's. */
const MIN_RATE = 0.1;

/** 1 for what may be an amount per year, what turns pay of a month or else of an hour into one; NaN where neither fits. */
function guessPerYear(
  size: number,
  rate: number,
  { min = 0, max = Infinity }: AmountOptions,
  { source: { units } }: Lexicon,
): number {
  if (size >= min) return 1;
  if (rate < MIN_RATE) return NaN;
  for (const unit of ['month', 'hour']) {
    const perYear = units?.[unit]?.[0] ?? NaN;
    if (size * perYear >= min && size * perYear <= max) return perYear;
  }
  return NaN;
}

/**
 * What a value states of a range, its unit of time and its currency, before anything is turned into anything.
 *
 * @param prefers what tells which of a text's numbers is meant; see `parseAmounts`
 */
export function statedOf(
  value: unknown,
  lexicon: Lexicon,
  prefers?: 'perYear' | 'signRate',
  max = Infinity,
  depth = MAX_DEPTH,
): Stated | undefined {
  if (typeof value === 'number') {
    return Number.isFinite(value) ? { low: value, high: value } : undefined;
  }
  if (typeof value === 'string') {
    const text = readText(value);
    if (PLAIN.test(text)) return { low: Number(text), high: Number(text) };
    if (MAY_COUNT.test(text)) {
      return formsOf(lexicon).parseAmounts(text, lexicon, prefers, max);
    }
    return undefined;
  }
  if (value === null || typeof value !== 'object' || depth === 0) return undefined;
  if (Array.isArray(value)) return statedOf(value[0], lexicon, prefers, max, depth - 1);
  const parts = pick(value, ROLES);
  const stated = (role: number): Stated | undefined =>
    parts[role] === undefined ? undefined : statedOf(parts[role], lexicon, prefers, max, depth - 1);
  const low = stated(0);
  const high = stated(1);
  const found = low ?? high ?? stated(2);
  if (found === undefined) return undefined;
  if (low !== undefined || high !== undefined) {
    found.perYear ??= high?.perYear;
    found.rate ??= high?.rate;
    found.low = low === undefined ? NaN : low.low;
    found.high = high === undefined ? NaN : high.high;
  }
  inherit(found, parts, lexicon);
  return found;
}

/** Takes unit and currency from the parts of an object where nothing within it states them. */
function inherit(found: Stated, { 3: unit, 4: currency }: unknown[], lexicon: Lexicon): void {
  const { units, currencies } = lexicon.source;
  if (unit !== undefined) found.perYear ??= units?.[meaning('units', unit, lexicon)]?.[0];
  if (currency === undefined || currencies === undefined) return;
  const rate = currencies[meaning('currencies', currency, lexicon)]?.[0] ?? NaN;
  // GBp is a penny, ZAc a cent.
  found.rate ??= /^[A-Z]{2}[a-z]$/.test(readText(currency)) ? rate / 100 : rate;
}

/** What a text means in a list; '' where it means nothing. */
function meaning(list: string, value: unknown, lexicon: Lexicon): string {
  return remember(lexicon, list, readText(value).slice(0, 64), lookUp);
}

function lookUp(text: string, lexicon: Lexicon, list: string): string {
  return findAll(lexicon, list, foldName(text))[0] ?? '';
}
