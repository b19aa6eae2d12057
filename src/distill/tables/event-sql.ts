import { sqlName, sqlText } from './duckdb.ts';
import type { ParquetColumn } from './read-parquet.ts';
import type { RowRules } from './check-rows.ts';

/** What DuckDB asks of events, in SQL. */
export interface EventSql {
  /** The ids of a row, as text. */
  profileId: string;
  itemId: string;
  /**
   * True of rows that are sound whatever else is asked, but for whether their ids are known. Not true of many good
   * rows too: what is not certain here is checked by code.
   */
  sound: string;
}

const INTEGER = /^U?(TINYINT|SMALLINT|INTEGER|BIGINT)$/;
const NUMBER = /^(U?(TINYINT|SMALLINT|INTEGER|BIGINT)|FLOAT|DOUBLE|DECIMAL\(.*\))$/;
const TIME = /^(TIMESTAMP(_S|_MS|_NS| WITH TIME ZONE)?|DATE)$/;
/** Beyond it integers are text to JavaScript. */
const MAX_INTEGER = String(Number.MAX_SAFE_INTEGER);
/** Unix times below it, in milliseconds, may be meant as seconds. */
const FIRST_MS = 1e11;

/**
 * What tells sound events of a Parquet file by their columns; undefined where these are of types that only code can
 * judge.
 *
 * @param constants what the folders above the file say
 */
export function eventSql(
  columns: readonly ParquetColumn[],
  constants: Readonly<Record<string, string>>,
  { idName, now, rows }: Pick<RowRules, 'idName' | 'now' | 'rows'>,
): EventSql | undefined {
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  for (const name of Object.keys(constants)) if (!types.has(name)) types.set(name, 'VARCHAR');
  const own = new Set(columns.map(({ name }) => name));
  const valueOf = (name: string): string =>
    own.has(name) ? sqlName(name) : sqlText(constants[name]!);
  const itemName = types.has('itemId') ? 'itemId' : idName;
  const both = types.has('itemId') && idName !== 'itemId' && types.has(idName);
  const properties = ['profileId', itemName, 'type', ...Object.keys(OPTIONAL)];
  const nested = columns.some(({ name }) => properties.some((one) => name.startsWith(`${one}.`)));
  if (both || nested || types.get('type') !== 'VARCHAR') return undefined;

  const tests = [`${valueOf('type')} IN (${rows.eventTypes.map(sqlText).join(', ')})`];
  for (const name of ['profileId', itemName]) {
    const test = idTest(valueOf(name), types.get(name) ?? '');
    if (test === undefined) return undefined;
    tests.push(test);
  }
  for (const [name, testOf] of Object.entries(OPTIONAL)) {
    const type = types.get(name);
    if (type === undefined) continue;
    const test = testOf(valueOf(name), type, now);
    if (test === undefined) return undefined;
    tests.push(`(${valueOf(name)} IS NULL OR ${test})`);
  }
  return {
    profileId: `${valueOf('profileId')}::VARCHAR`,
    itemId: `${valueOf(itemName)}::VARCHAR`,
    sound: `coalesce(${tests.join(' AND ')}, false)`,
  };
}

/** An id that is there and is no JSON. */
function idTest(value: string, type: string): string | undefined {
  if (INTEGER.test(type)) return `${value} IS NOT NULL`;
  return type === 'VARCHAR'
    ? `(${value} <> '' AND left(${value}, 1) NOT IN ('{', '[', '"'))`
    : undefined;
}

type Test = (value: string, type: string, now: number) => string | undefined;

const numberTest =
  (from: number, to: string, kind = NUMBER): Test =>
  (value, type) =>
    kind.test(type) ? `${value} BETWEEN ${from} AND ${to}` : undefined;

/** Properties that events may have, and what is certainly a sound value of each. */
const OPTIONAL: Readonly<Record<string, Test>> = {
  at(value, type, now) {
    if (INTEGER.test(type)) return `${value} BETWEEN ${FIRST_MS} AND ${now}`;
    const last = `TIMESTAMP '${new Date(now).toISOString().slice(0, -1)}'`;
    return TIME.test(type)
      ? `${value}::TIMESTAMP BETWEEN TIMESTAMP '1970-01-01' AND ${last}`
      : undefined;
  },
  position: numberTest(1, MAX_INTEGER, INTEGER),
  slateId: (value, type) => idTest(value, type),
  dwellMs: numberTest(0, MAX_INTEGER),
  propensity: numberTest(0, '1'),
  score: numberTest(-Number.MAX_SAFE_INTEGER, MAX_INTEGER),
};
