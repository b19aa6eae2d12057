import { PocketRankError } from '../../core/errors.ts';
import type { SchemaSource } from '../../core/features/schema.ts';
import { openItems } from '../../core/reading/open-items.ts';
import type { Item } from '../../core/types.ts';
import { badRowsError, createBadRowCollector } from '../tables/bad-rows.ts';
import { nounOf, tableOptionsOf } from '../tables/domain-options.ts';
import { checkItem, hasProblem } from '../tables/check-rows.ts';
import { TABLE_FORMATS, tableFormat } from '../tables/formats.ts';
import { isBroken } from '../tables/raw-row.ts';
import { readRows } from '../tables/read-rows.ts';

const MAX_REPORTED = 20;

/**
 * Reads one table of items, checked row by row; rows that hold several are opened.
 *
 * @param schema says where keys lie and which objects are items
 * @returns items by key, in file order
 * @throws FILE_FAILED, INVALID_TABLE, MISSING_TABLE, MISSING_PACKAGE
 */
export async function readItemsFile(
  path: string,
  schema: SchemaSource,
): Promise<Map<string, Item>> {
  const format = tableFormat(path);
  if (format === undefined) {
    throw new PocketRankError('INVALID_TABLE', `${path} has no known table format.`, {
      hint: `A table's name ends in .${TABLE_FORMATS.join(', .')}.`,
    });
  }
  const { keys, types } = tableOptionsOf(schema);
  const noun = nounOf(schema);
  const paths = keys.map((key) => key.split('.'));
  const items = new Map<string, Item>();
  const bad = createBadRowCollector(MAX_REPORTED);
  const known = { items, profiles: new Map<string, never>() };
  for await (const batch of readRows({ kind: 'items', parts: [{ path, format, columns: {} }] })) {
    for (const row of batch) {
      const at = { file: path, line: row.line };
      if (isBroken(row)) {
        bad.add({ ...at, reason: 'does-not-parse', message: row.problem });
        continue;
      }
      for (const value of openItems([row.value], types, [noun.many])) {
        const checked = checkItem(value, known, { keys: paths });
        if (hasProblem(checked)) bad.add({ ...at, ...checked.problem });
        else items.set(checked.row.key, checked.row.item);
      }
    }
  }
  if (bad.summary.count > 0) throw badRowsError(path, bad.summary);
  if (items.size === 0) {
    throw new PocketRankError('MISSING_TABLE', `${path} has no rows.`, { hint: 'Fill the table.' });
  }
  return items;
}
