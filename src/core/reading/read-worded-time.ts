import { foldName } from './fold-name.ts';
import { find, type Lexicon } from './lexicon.ts';
import {
  offsetOf,
  ONGOING,
  part,
  saysOngoing,
  timeOfDate,
  timeOfDay,
  timeOfNumber,
  type DateParts,
} from './read-time.ts';

/** Hours and minutes, seconds, half of the day, and a zone: UTC, an offset, or one of RFC 822's of North America. */
const CLOCK =
  /[t,\s]*(\d{1,2}):(\d\d)(?::(\d\d)([.,]\d+)?)?(?:\s*([ap])\.?m\b\.?)?\s*(?:z|utc?|gmt)?\s*(?:([+-]\d\d):?(\d\d)?|([ecmp])([sd])t\b)?.*$/;
/** A zone of a day by itself, which does not change it. */
const ZONED_DAY = /^(\d{4}-\d\d?-\d\d?)(?:z|[+-]\d\d:?\d\d)$/;
/** Year first, as in ISO 8601 and the east of Asia; the day or the month first; or digits alone. */
const YEAR_FIRST = /^(\d{4})(?:[-/.年년]\s?(\d{1,2})(?:[-/.月월]\s?(?:(\d{1,2})[.日일]?)?)?)?$/;
const YEAR_LAST = /^(?:(\d{1,2})([-/.])\s?)?(\d{1,2})[-/.]\s?(\d{4})$/;
const DIGITS = /^(\d{4})(\d\d)(\d\d)$/;

/** A time that `readTime` is not done with: any form but ISO 8601's, in lower case. */
export function readWordedTime(stated: string, lexicon: Lexicon, end: boolean): number {
  const text = stated.replace(ZONED_DAY, '$1');
  if (/^-?\d{9,}(\.\d+)?$/.test(text)) return timeOfNumber(Number(text), end);
  const clock = CLOCK.exec(text);
  const date = clock === null ? text.replace(/t$/, '') : text.slice(0, clock.index);
  const parts = dateParts(date, lexicon);
  if (parts === undefined || (end && /\p{L}/u.test(date))) {
    if (saysOngoing(text, lexicon)) return ONGOING;
    if (parts === undefined) return NaN;
  }
  return clock === null ? timeOfDate(parts, end) : timeOfDate(parts) + clockMs(clock);
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

/** How long after midnight UTC; NaN for no time of a day. */
function clockMs(clock: RegExpExecArray): number {
  const [, hours, minutes, seconds, fraction, half, zoneHours, zoneMinutes, coast, summer] = clock;
  let hour = Number(hours);
  if (half !== undefined) hour = hour > 12 ? NaN : (hour % 12) + (half === 'p' ? 12 : 0);
  const offset =
    coast === undefined
      ? offsetOf(zoneHours, zoneMinutes)
      : (summer === 'd' ? 60 : 0) - 60 * (5 + 'ecmp'.indexOf(coast));
  return timeOfDay(hour, minutes, seconds, fraction?.replace(',', '.'), offset);
}
