/** The file formats of a table, by the end of the file name. */
export const TABLE_FORMATS = [
  'jsonl',
  'jsonl.gz',
  'json',
  'json.gz',
  'csv',
  'csv.gz',
  'tsv',
  'tsv.gz',
  'parquet',
] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

/** The format that a file name says, or `undefined` for a name that is no table's. */
export function tableFormat(path: string): TableFormat | undefined {
  return TABLE_FORMATS.find((format) => path.endsWith(`.${format}`));
}

/** Whether files of a format are gzipped. */
export function isGzipped(format: TableFormat): boolean {
  return format.endsWith('.gz');
}

/** A file name without its folder and its format: `a/validation-slates.jsonl.gz` → `validation-slates`. */
export function tableStem(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const format = tableFormat(name);
  return format === undefined ? name : name.slice(0, -format.length - 1);
}

/** What numbers a file among those that hold one table: `-00003-of-00008`, `.part-12`, `_7`. */
const SHARD = /[-_.](?:part[-_]?)?\d+(?:[-_.]of[-_.]?\d+)?$/i;

/** The table that a numbered file is a part of: `events-00003-of-00008.parquet` → `events`; else its own stem. */
export function shardStem(path: string): string {
  return tableStem(path).replace(SHARD, '');
}
