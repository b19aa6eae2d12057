import { PocketRankError } from '../../core/errors.ts';
import type { SchemaSource } from '../../core/features/schema.ts';
import { openItems } from '../../core/reading/open-items.ts';
import type { Item } from '../../core/types.ts';
import { badRowsError, createBadRowCollector, type BadRowCollector } from '../tables/bad-rows.ts';
import { nounOf, tableOptionsOf } from '../tables/domain-options.ts';
import { checkItem, hasProblem } from '../tables/check-rows.ts';
import { TABLE_FORMATS } from '../tables/formats.ts';
import { createKeySet } from '../tables/key-set.ts';
import { isBroken, type RawRow } from '../tables/raw-row.ts';
import { readRows } from '../tables/read-rows.ts';
import { partsAt } from '../tables/table-parts.ts';

const MAX_REPORTED = 20;

/** An item and its key. */
export type KeyedItem = readonly [key: string, item: Item];

/**
 * Reads the items of a file, a folder of files or what a pattern names, batch by batch in the order of the files, and
 * checks each; rows that hold several are opened. Of items that were handed over a hash of the key stays.
 *
 * @param schema says where keys lie and which objects are items
 * @throws FILE_FAILED, INVALID_TABLE, MISSING_TABLE, MISSING_PACKAGE; bad rows are told behind all others
 */
export async function* readItems(
  path: string,
  schema: SchemaSource,
): AsyncGenerator<KeyedItem[], void, undefined> {
  const parts = await partsAt(path);
  if (parts.length === 0) {
    throw new PocketRankError('FILE_FAILED', `There is no table at ${path}.`, {
      hint: `A table's name ends in .${TABLE_FORMATS.join(', .')}.`,
    });
  }
  const { keys, types } = tableOptionsOf(schema);
  const noun = nounOf(schema);
  const paths = keys.map((key) => key.split('.'));
  const known = { items: createKeySet(), profiles: createKeySet() };
  const bad = createBadRowCollector(MAX_REPORTED);
  for (const part of parts) {
    for await (const rows of readRows({ kind: 'items', parts: [part] })) {
      const batch: KeyedItem[] = [];
      for (const { value, line } of openRows(rows, part.path, bad)) {
        for (const object of openItems([value], types, [noun.many])) {
          const checked = checkItem(object, known, { keys: paths });
          if (hasProblem(checked)) bad.add({ file: part.path, line, ...checked.problem });
          else {
            known.items.add(checked.row.key);
            batch.push([checked.row.key, checked.row.item]);
          }
        }
      }
      if (batch.length > 0) yield batch;
    }
  }
  if (bad.summary.count > 0) throw badRowsError(path, bad.summary);
  if (known.items.size === 0) {
    throw new PocketRankError('MISSING_TABLE', `${path} has no rows.`, { hint: 'Fill the table.' });
  }
}

/** The rows that parsed; of the others it is told. */
function openRows(
  rows: readonly RawRow[],
  file: string,
  bad: BadRowCollector,
): { value: unknown; line: number }[] {
  return rows.flatMap((row) => {
    if (!isBroken(row)) return [row];
    bad.add({ file, line: row.line, reason: 'does-not-parse', message: row.problem });
    return [];
  });
}
