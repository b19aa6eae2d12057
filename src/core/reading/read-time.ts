import { foldName } from './fold-name.ts';
import { find, findAll, type Lexicon } from './lexicon.ts';
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

/** Hours and minutes, seconds, half of the day, and a zone: UTC, an offset, or one of RFC 822's of North America. */
const CLOCK =
  /[t,\s]*(\d{1,2}):(\d\d)(?::(\d\d)([.,]\d+)?)?(?:\s*([ap])\.?m\b\.?)?\s*(?:z|utc?|gmt)?\s*(?:([+-]\d\d):?(\d\d)?|([ecmp])([sd])t\b)?.*$/;
/** A zone of a day by itself, which does not change it. */
const ZONED_DAY = /^(\d{4}-\d\d?-\d\d?)(?:z|[+-]\d\d:?\d\d)$/;
/** Year first, as in ISO 8601 and the east of Asia; the day or the month first; or digits alone. */
const YEAR_FIRST = /^(\d{4})(?:[-/.年년]\s?(\d{1,2})(?:[-/.月월]\s?(?:(\d{1,2})[.日일]?)?)?)?$/;
const YEAR_LAST = /^(?:(\d{1,2})([-/.])\s?)?(\d{1,2})[-/.]\s?(\d{4})$/;
const DIGITS = /^(\d{4})(\d\d)(\d\d)$/;

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
  const text = readText(value).slice(0, MAX_LENGTH).trim().toLowerCase().replace(ZONED_DAY, '$1');
  if (text === '') return NaN;
  if (/^-?\d{9,}(\.\d+)?$/.test(text)) return timeOfNumber(Number(text), end);
  const clock = CLOCK.exec(text);
  const date = clock === null ? text.replace(/t$/, '') : text.slice(0, clock.index);
  const parts = dateParts(date, lexicon);
  if (parts === undefined || (end && /\p{L}/u.test(date))) {
    // "June 2019 to present" has not ended.
    if (findAll(lexicon, 'ongoing', foldName(text)).length > 0) return ONGOING;
    if (parts === undefined) return NaN;
  }
  return clock === null ? timeOfDate(parts, end) : timeOfDate(parts, false) + clockMs(clock);
}

/** Year, month and day as stated, 0 for what is not. */
type DateParts = readonly [year: number, month: number, day: number];

function timeOfNumber(value: number, end: boolean): number {
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
function part(digits: string | undefined): number {
  return digits === undefined ? 0 : Number(digits) || 99;
}

function dateParts(date: string, lexicon: Lexicon): DateParts | undefined {
  // "until 5.6.2024"
  const digits = /^\D+(\d+[-/.].*)/.exec(date)?.[1] ?? date;
  const first = YEAR_FIRST.exec(digits) ?? DIGITS.exec(digits);
  if (first !== null) return [part(first[1]), part(first[2]), part(first[3])];
  const last = YEAR_LAST.exec(digits);
  if (last === null) return wordedDate(date, lexicon);
  const [a, b, year] = [part(last[1]), part(last[3]), part(last[4])];
  if (a === 0 || a === b || last[2] === '.' || a > 12) return [year, b, a];
  return b > 12 ? [year, a, b] : undefined;
}

/** A date with its month in words: one month, one year, at most one day. */
function wordedDate(date: string, lexicon: Lexicon): DateParts | undefined {
  let [year, month, day] = [0, 0, 0];
  for (const word of foldName(date).split(' ')) {
    const digits = /^(\d+)(?:st|nd|rd|th)?$/.exec(word)?.[1];
    const number = Number(digits);
    const named = digits === undefined ? find(lexicon, 'months', word) : [];
    if (named.length > 0) {
      if (month > 0) return undefined;
      month = Number(named[0]);
    } else if (digits?.length === 4) {
      if (year > 0) return undefined;
      year = number;
    } else if (digits !== undefined) {
      if (day > 0 || digits.length > 2 || number === 0) return undefined;
      day = number;
    }
  }
  return year > 0 && month > 0 ? [year, month, day] : undefined;
}

function timeOfDate([year, month, day]: DateParts, end: boolean): number {
  const time = Date.UTC(year, Math.max(month, 1) - 1, Math.max(day, 1));
  const isDate = month <= 12 && (day === 0 || new Date(time).getUTCDate() === day);
  if (!isDate || year < FIRST_YEAR || year > LAST_YEAR) return NaN;
  if (!end) return time;
  if (day > 0) return time + DAY_MS - 1;
  return (month > 0 ? Date.UTC(year, month) : Date.UTC(year + 1)) - 1;
}

/** How long after midnight UTC; NaN for no time of a day. */
function clockMs(clock: RegExpExecArray): number {
  const [
    ,
    hours,
    minutes,
    seconds = 0,
    fraction = '0',
    half,
    zoneHours,
    zoneMinutes = 0,
    coast,
    summer,
  ] = clock;
  let hour = Number(hours);
  if (half !== undefined) hour = hour > 12 ? NaN : (hour % 12) + (half === 'p' ? 12 : 0);
  const minute = 60 * hour + Number(minutes);
  if (!(minute <= 1440 && +minutes! < 60 && +seconds <= 60)) return NaN;
  let offset = 0;
  if (coast !== undefined) offset = (summer === 'd' ? 60 : 0) - 60 * (5 + 'ecmp'.indexOf(coast));
  else if (zoneHours !== undefined) {
    offset = 60 * Number(zoneHours) + (zoneHours[0] === '-' ? -1 : 1) * Number(zoneMinutes);
  }
  const ms = Math.floor(1000 * Number(fraction.replace(',', '.')));
  return ((minute - offset) * 60 + Number(seconds)) * 1000 + ms;
}
