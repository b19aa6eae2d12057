import { PocketRankError } from '../../core/errors.ts';
import type { TableKind } from './types.ts';

/** For each table the columns that it must have; of alternatives, one. */
const REQUIRED: Readonly<Record<TableKind, readonly (readonly string[])[]>> = {
  items: [],
  profiles: [['id']],
  events: [['profileId'], ['itemId'], ['type']],
  grades: [['profileId'], ['itemId'], ['grade']],
  slates: [['id'], ['profileId'], ['candidates'], ['gains']],
  pairs: [['id'], ['profileId', 'profile'], ['better']],
  terms: [['name']],
};

/**
 * Checks that a file with named columns can be the table that its name says.
 *
 * @param idName what rows may say for `itemId`
 * @throws PocketRankError `INVALID_TABLE` naming the missing column and the ones that are there.
 */
export function requireColumns(
  path: string,
  kind: TableKind,
  columns: readonly string[],
  idName: string,
): void {
  for (const required of REQUIRED[kind]) {
    const names = required.includes('itemId') ? [...new Set([...required, idName])] : required;
    const there = columns.some((column) =>
      names.some((name) => column === name || column.startsWith(`${name}.`)),
    );
    if (there) continue;
    throw new PocketRankError(
      'INVALID_TABLE',
      `${path} has no column ${names.map((name) => `"${name}"`).join(' or ')}; ` +
        `its columns are ${columns.slice(0, 20).join(', ')}.`,
      { hint: `A ${kind} table needs it; column names are case-sensitive.` },
    );
  }
}
