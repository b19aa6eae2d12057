import type { DuckDBValue } from '@duckdb/node-api';

/** The package's classes. */
type Api = typeof import('@duckdb/node-api');

const MICROS_PER_MS = 1000n;
const DAY_MS = 86_400_000;

/**
 * Creates what turns a value of DuckDB into the value that a row of JSON would have: structs and maps become
 * objects, lists and arrays arrays, dates and timestamps ISO 8601 text (UTC), decimals numbers, integers beyond 2^53
 * text with all their digits. What JSON has no word for (NaN, an infinite number or time) is absent, within a list
 * null.
 */
export function createValueReader(api: Api): (value: DuckDBValue) => unknown {
  function read(value: DuckDBValue): unknown {
    if (value === null || value === undefined) return undefined;
    if (typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
    if (typeof value === 'bigint') return readInteger(value);
    if (value instanceof api.DuckDBListValue || value instanceof api.DuckDBArrayValue) {
      return value.items.map((item) => read(item) ?? null);
    }
    if (value instanceof api.DuckDBStructValue) return readEntries(Object.entries(value.entries));
    if (value instanceof api.DuckDBMapValue) {
      return readEntries(value.entries.map(({ key, value: held }) => [String(read(key)), held]));
    }
    if (value instanceof api.DuckDBUnionValue) return read(value.value);
    if (value instanceof api.DuckDBDecimalValue) return readDecimal(value.toString());
    const time = readTime(value);
    return time === null ? String(value) : time;
  }

  function readEntries(entries: readonly [string, DuckDBValue][]): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    for (const [name, held] of entries) {
      const value = read(held);
      if (value !== undefined && name !== '__proto__') object[name] = value;
    }
    return object;
  }

  /** A time as text, undefined for one that is infinite, null for what is no time. */
  function readTime(value: DuckDBValue): string | undefined | null {
    if (value instanceof api.DuckDBDateValue) {
      return value.isFinite ? asIso(value.days * DAY_MS)?.slice(0, 10) : undefined;
    }
    const ms = timestampMs(value);
    return ms === undefined ? null : asIso(ms);
  }

  function timestampMs(value: DuckDBValue): number | undefined {
    if (value instanceof api.DuckDBTimestampValue || value instanceof api.DuckDBTimestampTZValue) {
      return value.isFinite ? Number(value.micros / MICROS_PER_MS) : NaN;
    }
    if (value instanceof api.DuckDBTimestampMillisecondsValue) {
      return value.isFinite ? Number(value.millis) : NaN;
    }
    if (value instanceof api.DuckDBTimestampSecondsValue) {
      return value.isFinite ? Number(value.seconds) * 1000 : NaN;
    }
    if (value instanceof api.DuckDBTimestampNanosecondsValue) {
      return value.isFinite ? Number(value.nanos / 1_000_000n) : NaN;
    }
    return undefined;
  }

  return read;
}

function readInteger(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

/** A number, where it has the digits that the decimal has. */
function readDecimal(text: string): number | string {
  const number = Number(text);
  const [whole = ''] = text.replace('-', '').split('.');
  return whole.length > 15 ? text : number;
}

function asIso(ms: number): string | undefined {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
