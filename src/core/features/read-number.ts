/** How many of a unit make a year, for amounts of pay and the like (schema.org unitText, UN/CEFACT unitCode). */
const PER_YEAR: Readonly<Record<string, number>> = {
  hour: 2080,
  hur: 2080,
  day: 260,
  week: 52,
  wee: 52,
  month: 12,
  mon: 12,
  year: 1,
  ann: 1,
};

/**
 * A number as the web has it: a number, a numeric string (`"1,200.50"`, `"$ 45k"`), or a schema.org
 * QuantitativeValue or MonetaryAmount (`value`, or the middle of `minValue` and `maxValue`; a `unitText`
 * of time makes it an amount per year). Of a list of objects with `startDate`, use {@link readMonths}.
 *
 * @returns a finite number or undefined
 */
export function readNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'string') return parseNumber(value);
  if (value === null || typeof value !== 'object') return undefined;
  if (Array.isArray(value)) return value.length > 0 ? readNumber(value[0]) : undefined;
  const record = value as Record<string, unknown>;
  const low = readNumber(record.minValue);
  const high = readNumber(record.maxValue);
  const amount =
    low !== undefined && high !== undefined
      ? (low + high) / 2
      : (low ?? high ?? readNumber(record.value ?? record['@value'] ?? record.monthsOfExperience));
  if (amount === undefined) return undefined;
  const unit = record.unitText ?? record.unitCode;
  return amount * (typeof unit === 'string' ? (PER_YEAR[unit.toLowerCase()] ?? 1) : 1);
}

function parseNumber(text: string): number | undefined {
  const match =
    /^[^\d+-]{0,8}([+-]?\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?|[+-]?\d+(?:\.\d+)?)\s*(k\b)?/i.exec(
      text.trim(),
    );
  if (match === null) return undefined;
  const number = Number((match[1] as string).replace(/[, ]/g, ''));
  return Number.isFinite(number) ? number * (match[2] ? 1000 : 1) : undefined;
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

/**
 * A time: milliseconds since 1970, or an ISO 8601 date (year, year-month, or more). Other spellings are
 * read differently by different browsers and so count as unknown.
 */
export function readTime(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const match =
    /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?)?)?$/.exec(
      value.trim(),
    );
  if (match === null) return undefined;
  const part = (i: number, fallback: number): number =>
    match[i] === undefined ? fallback : Number(match[i]);
  const time = Date.UTC(part(1, 0), part(2, 1) - 1, part(3, 1), part(4, 0), part(5, 0), part(6, 0));
  const zone = match[7];
  if (zone === undefined || zone === 'Z') return time;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return time - (zone[0] === '-' ? -1 : 1) * minutes * 60_000;
}
