import { formsOf, remember, type Lexicon } from './lexicon.ts';
import { orderedRange, PLAIN, statedOf, type Range } from './read-amount.ts';
import { saysNone } from './read-number.ts';
import { readText } from './read-text.ts';
import { ONGOING, readTime } from './read-time.ts';

const MONTHS_PER_DAY = 12 / 365;
/** What a duration is worded with that no plain number has. */
const WORDED = /[\d\u0080-\uffff]|^\s*pt/i;
const MONTH_MS = 2_629_800_000;

/**
 * A duration in months: a number of them, "2 years", "10+ years", "5–7 years", ISO 8601 ("P2Y6M"), schema.org's
 * OccupationalExperienceRequirements (`monthsOfExperience`) or a QuantitativeValue; a text that says none is 0.
 */
export function readDuration(value: unknown, lexicon: Lexicon): Range | undefined {
  return typeof value === 'string'
    ? remember(lexicon, '@duration', value, durationOf)
    : durationOf(value, lexicon);
}

function durationOf(value: unknown, lexicon: Lexicon): Range | undefined {
  const text = typeof value === 'number' ? '' : readText(value);
  if (WORDED.test(text) && !PLAIN.test(text)) {
    return formsOf(lexicon).readWordedDuration(value, text, lexicon);
  }
  if (text !== '' && saysNone(text, lexicon)) return { low: 0, high: 0 };
  const found = statedOf(value, lexicon, 'perYear') ?? statedOf(text, lexicon, 'perYear');
  if (found === undefined) return undefined;
  const months = monthsOf(found.perYear ?? 12);
  return orderedRange(found.low * months, found.high * months);
}

/** How many months a unit has. Units of pay count working days and hours; time goes on at night and on Sundays. */
export function monthsOf(perYear: number): number {
  if (perYear > 366) return MONTHS_PER_DAY / 24;
  return perYear > 52 ? MONTHS_PER_DAY : 12 / perYear;
}

/**
 * The months that entries with `startDate` and `endDate` cover together, as JSON Resume has them in `work`. Overlaps
 * count once; an entry without an end, or with one that says "present", runs until `now`, one whose end cannot be
 * read does not count.
 *
 * @param now milliseconds since 1970
 * @returns undefined where no entry has a start
 */
export function coveredMonths(
  entries: readonly unknown[],
  now: number,
  lexicon: Lexicon,
): number | undefined {
  const spans: [number, number][] = [];
  for (const entry of entries) {
    if (entry === null || typeof entry !== 'object') continue;
    const { startDate, endDate } = entry as Record<string, unknown>;
    const start = readTime(startDate, lexicon);
    const isOpen = endDate === undefined || endDate === null || endDate === '';
    const end = Math.min(isOpen ? ONGOING : readTime(endDate, lexicon, true), now);
    if (start < end) spans.push([start, end]);
  }
  if (spans.length === 0) return undefined;
  spans.sort((a, b) => a[0] - b[0]);
  let covered = 0;
  let until = -Infinity;
  for (const [start, end] of spans) {
    covered += Math.max(0, end - Math.max(start, until));
    until = Math.max(until, end);
  }
  return covered / MONTH_MS;
}
