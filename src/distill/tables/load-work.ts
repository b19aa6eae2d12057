import type { BadRowCollector } from './bad-rows.ts';
import type { RowRules } from './check-rows.ts';
import type { FoundTable } from './find-tables.ts';
import type { SampleOptions, Tables } from './types.ts';

/** Tables that were found, and where their rows go. */
export interface LoadWork {
  tables: Tables;
  found: readonly FoundTable[];
  rules: RowRules;
  /** The objects of a row of items: it may hold several. */
  open(value: unknown): readonly unknown[];
  badRows: BadRowCollector;
  sample: SampleOptions;
}

/** What a row of other tables holds: itself. */
export const asOne = (value: unknown): readonly unknown[] => [value];
