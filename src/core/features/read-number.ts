/** How many of a unit make a year, for amounts of pay and the like (schema.org unitText, UN/CEFACT unitCode). */
const PER_YEAR: ReadonlyMap<string, number> = new Map([
  ['hour', 2080],
  ['hur', 2080],
  ['day', 260],
  ['week', 52],
  ['wee', 52],
  ['month', 12],
  ['mon', 12],
  ['year', 1],
  ['ann', 1],
]);

/** Objects and arrays within a value are read this deep. */
const MAX_DEPTH = 4;

/**
 * A number as the web has it: a number, a numeric string (`"1,200.50"`, `"$ 45k"`), or a schema.org
 * QuantitativeValue or MonetaryAmount (`value`, or the middle of `minValue` and `maxValue`; a `unitText`
 * of time makes it an amount per year; of nested units the innermost counts). Of a list of objects with
 * `startDate`, use {@link readMonths}.
 *
 * @returns a finite number or undefined
 */
export function readNumber(value: unknown): number | undefined {
  const amount = amountOf(value, 1, MAX_DEPTH);
  return amount !== undefined && Number.isFinite(amount) ? amount : undefined;
}

function amountOf(value: unknown, perYear: number, depth: number): number | undefined {
  if (typeof value === 'number') return value * perYear;
  if (typeof value === 'string') {
    const number = parseNumber(value);
    return number === undefined ? undefined : number * perYear;
  }
  if (value === null || typeof value !== 'object' || depth === 0) return undefined;
  if (Array.isArray(value)) return amountOf(value[0], perYear, depth - 1);
  const record = value as Record<string, unknown>;
  const unit = record.unitText ?? record.unitCode;
  const rate = typeof unit === 'string' ? (PER_YEAR.get(unit.toLowerCase()) ?? 1) : perYear;
  const low = amountOf(record.minValue, rate, depth - 1);
  const high = amountOf(record.maxValue, rate, depth - 1);
  if (low !== undefined && high !== undefined) return (low + high) / 2;
  return (
    low ??
    high ??
    amountOf(record.value ?? record['@value'] ?? record.monthsOfExperience, rate, depth - 1)
  );
}

/** The number among values: the first that reads as one, else the months that dated entries cover. */
export function numberOf(values: readonly unknown[], now: number): number | undefined {
  for (const value of values) {
    const number = readNumber(value);
    if (number !== undefined) return number;
  }
  return readMonths(values, now);
}

/** The time among values: the first that reads as one. */
export function timeOf(values: readonly unknown[]): number | undefined {
  for (const value of values) {
    const time = readTime(value);
    if (time !== undefined) return time;
  }
  return undefined;
}

/** Up to 8 characters before the number (a currency), thousands set apart, a `k` for thousand after it. */
const NUMBER =
  /^[^\d+-]{0,8}([+-]?\d{1,3}(?:[, '’\u00a0\u202f]\d{3})+(?:\.\d+)?|[+-]?\d+(?:\.\d+)?)\s*(k\b)?/i;

function parseNumber(text: string): number | undefined {
  const match = NUMBER.exec(text.trim().slice(0, 64));
  if (match === null) return undefined;
  const number = Number(match[1]!.replace(/[, '’\u00a0\u202f]/g, ''));
  return number * (match[2] ? 1000 : 1);
}

/**
 * The months that a list of entries with `startDate` and `endDate` covers together, as JSON Resume has
 * them in `work`; an entry without an end runs until `now`. Overlaps count once.
 *
 * @param now milliseconds since 1970
 * @returns undefined where no entry has a start
 */
export function readMonths(entries: readonly unknown[], now: number): number | undefined {
  const spans: [number, number][] = [];
  for (const entry of entries) {
    if (entry === null || typeof entry !== 'object') continue;
    const { startDate, endDate } = entry as Record<string, unknown>;
    const start = readTime(startDate);
    if (start === undefined) continue;
    const end = Math.min(readTime(endDate) ?? now, now);
    if (end > start) spans.push([start, end]);
  }
  if (spans.length === 0) return undefined;
  spans.sort((a, b) => a[0] - b[0]);
  let covered = 0;
  let until = -Infinity;
  for (const [start, end] of spans) {
    covered += Math.max(0, end - Math.max(start, until));
    until = Math.max(until, end);
  }
  return covered / 2_629_800_000;
}

const TIME =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?)?)?$/;

/**
 * A time: milliseconds since 1970, or an ISO 8601 date (year, year-month, or more; without a zone in UTC;
 * fractions of a second are cut off). Other spellings are read differently by different browsers and so
 * count as unknown, as do impossible months, days and times, and years before 1000 (`0000-00-00` and
 * `0001-01-01` are how databases say "none").
 */
export function readTime(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const match = TIME.exec(value.trim());
  if (match === null) return undefined;
  const part = (i: number, fallback: number): number =>
    match[i] === undefined ? fallback : Number(match[i]);
  const [year, month, day] = [part(1, 0), part(2, 1), part(3, 1)];
  const [hour, minute, second] = [part(4, 0), part(5, 0), part(6, 0)];
  const possible =
    year >= 1000 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= 31 &&
    hour <= 24 &&
    minute <= 59 &&
    second <= 60;
  if (!possible) return undefined;
  const time = Date.UTC(year, month - 1, day, hour, minute, second);
  const zone = match[7];
  if (zone === undefined || zone === 'Z') return time;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return time - (zone[0] === '-' ? -1 : 1) * minutes * 60_000;
}
