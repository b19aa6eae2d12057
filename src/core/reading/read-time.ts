import { foldName } from './fold-name.ts';
import { findAll, formsOf, remember, type Lexicon } from './lexicon.ts';
import { readText } from './read-text.ts';

/** What an end in time reads as that has not come: 'present'. */
export const ONGOING = Infinity;

/** Years beyond these are how databases say "none", or slips of the pen. */
const FIRST_YEAR = 1000;
const LAST_YEAR = 2200;
const [MIN_MS, MAX_MS] = [Date.UTC(FIRST_YEAR), Date.UTC(LAST_YEAR + 1)];
const DAY_MS = 86_400_000;
/** Unix times from here on (1973) are milliseconds, those of a thousandth of it and more seconds. */
const FIRST_MS = 1e11;
/** Longest text that is looked at. */
const MAX_LENGTH = 64;
/** The length of YYYY-MM-DD. */
const DAY_LENGTH = 10;

/** ISO 8601 as pages write it: a year, a month, or a day with a time and a zone or without. */
const ISO =
  /^(\d{4})(?:-(\d\d?)(?:-(\d\d?)(?:[t ](\d\d?):(\d\d)(?::(\d\d)(\.\d+)?)?(?:z|([+-]\d\d):?(\d\d)?)?)?)?)?$/;
const DIGITS = /^(\d{4})(\d\d)(\d\d)$/;
/** What a text without any of these says is no date. */
const MAY_COUNT = /[\d\u0080-\uffff]/;

/**
 * A time as the web has it, in milliseconds since 1970 UTC: ISO 8601 in any precision, 2024/5/1, 1.5.2024, 20240501,
 * RFC 822, "5 May 2024", "May 2024", 2024, Unix seconds or milliseconds, each as a number or a text, a Date, or within
 * an object. Without a zone in UTC. Unknown are impossible dates (30 February), those of which it is not plain
 * which part is the month (05/06/2024), and years before 1000 or after 2200.
 *
 * @param end of a day, month or year that is stated, its last millisecond instead of its first
 * @returns NaN where unknown, {@link ONGOING} for "present" and the like
 */
export function readTime(value: unknown, lexicon: Lexicon, end = false): number {
  if (value instanceof Date) return inRange(value.getTime());
  if (typeof value === 'number') return timeOfNumber(value, end);
  // Days come again and again in a list.
  return typeof value === 'string' && value.length <= DAY_LENGTH
    ? remember(lexicon, end ? '@end' : '@time', value, timeOfText)
    : timeOfText(value, lexicon, end ? '@end' : '@time');
}

/** @param which end of what is stated counts: `@end`, or `@time` */
function timeOfText(value: unknown, lexicon: Lexicon, which: string): number {
  const end = which === '@end';
  const text = readText(value).slice(0, MAX_LENGTH).trim().toLowerCase();
  const iso = ISO.exec(text);
  if (iso !== null) {
    const [, year, month, day, hours, minutes, seconds, fraction, ...zone] = iso;
    const date = [part(year), part(month), part(day)] as const;
    if (hours === undefined) return timeOfDate(date, end);
    return timeOfDate(date) + timeOfDay(+hours, minutes, seconds, fraction, offsetOf(...zone));
  }
  if (MAY_COUNT.test(text)) return formsOf(lexicon).readWordedTime(text, lexicon, end);
  return saysOngoing(text, lexicon) ? ONGOING : NaN;
}

/** Whether a text says that there is no end yet: "June 2019 to present". */
export function saysOngoing(text: string, lexicon: Lexicon): boolean {
  return findAll(lexicon, 'ongoing', foldName(text)).length > 0;
}

/** Year, month and day as stated, 0 for what is not. */
export type DateParts = readonly [year: number, month: number, day: number];

/** The time that a number states: a date in digits, a year, seconds or milliseconds since 1970. */
export function timeOfNumber(value: number, end: boolean): number {
  const parts = DIGITS.exec(String(value));
  if (parts !== null) return timeOfDate([+parts[1]!, +parts[2]!, +parts[3]!], end);
  if (value >= FIRST_YEAR && value <= LAST_YEAR && Number.isInteger(value))
    return timeOfDate([value, 0, 0], end);
  const size = Math.abs(value);
  if (size >= FIRST_MS) return inRange(value);
  return size >= FIRST_MS / 1000 && value > 0 ? inRange(value * 1000) : NaN;
}

function inRange(time: number): number {
  return time >= MIN_MS && time < MAX_MS ? time : NaN;
}

/** A stated part; 0 where it is not, and what no calendar has for a stated 0. */
export function part(digits: string | undefined): number {
  return digits === undefined ? 0 : Number(digits) || 99;
}

/** The first millisecond of a date, or its last; NaN where there is none such. */
export function timeOfDate([year, month, day]: DateParts, end = false): number {
  const time = Date.UTC(year, Math.max(month, 1) - 1, Math.max(day, 1));
  const isDate = month <= 12 && (day <= 28 || new Date(time).getUTCDate() === day);
  if (!isDate || year < FIRST_YEAR || year > LAST_YEAR) return NaN;
  if (!end) return time;
  if (day > 0) return time + DAY_MS - 1;
  return (month > 0 ? Date.UTC(year, month) : Date.UTC(year + 1)) - 1;
}

/** How long after midnight UTC a time of a day is; NaN where there is none such. @param offset of its zone, in minutes */
export function timeOfDay(
  hour: number,
  minutes = '0',
  seconds = '0',
  fraction = '0',
  offset = 0,
): number {
  const minute = 60 * hour + Number(minutes);
  if (!(minute <= 1440 && +minutes < 60 && +seconds <= 60)) return NaN;
  return ((minute - offset) * 60 + Number(seconds)) * 1000 + Math.floor(1000 * Number(fraction));
}

/** The minutes of a stated offset from UTC. */
export function offsetOf(hours = '', minutes = '0'): number {
  return 60 * Number(hours) + (hours[0] === '-' ? -1 : 1) * Number(minutes);
}
