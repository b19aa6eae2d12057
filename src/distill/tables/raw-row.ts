/** One row as a file has it, before any check of its content. */
export type RawRow = ParsedRow | BrokenRow;

/** A row that parsed. */
export interface ParsedRow {
  /** From 1: the line on which the row starts, or for Parquet the number of the row. */
  line: number;
  value: unknown;
}

/** A row that did not parse. */
export interface BrokenRow {
  line: number;
  /** What is wrong, one clause. */
  problem: string;
}

/** A table as it is read: rows in file order, in batches. */
export type RawRows = AsyncIterable<readonly RawRow[]>;

/** Whether a row did not parse. */
export function isBroken(row: RawRow): row is BrokenRow {
  return 'problem' in row;
}
