import { PocketRankError } from '../../core/errors.ts';
import { tableStem } from './formats.ts';
import { singular, tableNameOf } from './item-ids.ts';
import type { Noun } from './types.ts';

/** Names that the data contract gives to other tables than items. */
const OTHER_TABLES = /(^|-)(profiles|events|grades|slates|pairs|terms)(-|$)/;

const ITEM: Noun = { one: 'item', many: 'items' };

/**
 * What the items of a folder are called: by the table that has one of `nouns` for a name, or where none are
 * given, by the one table whose name is a plural that the contract gives to no other. Else "item".
 *
 * @param files names of table files
 * @throws INVALID_TABLE where the items have two tables
 */
export function findNoun(
  dir: string,
  files: readonly string[],
  nouns: readonly Noun[] | undefined,
): Noun {
  const stems = new Set(files.map(tableStem));
  const named =
    nouns
      ?.map(({ one, many }) => ({ one, many: tableNameOf(many) }))
      .filter(({ many }) => stems.has(many)) ?? unclaimed(stems);
  const found = stems.has(ITEM.many) && nouns !== undefined ? [ITEM, ...named] : named;
  const distinct = [...new Map(found.map((noun) => [noun.many, noun])).values()];
  if (nouns !== undefined && distinct.length > 1) {
    throw new PocketRankError(
      'INVALID_TABLE',
      `${dir} has the items ${distinct.length} times: ${distinct.map(({ many }) => many).join(', ')}.`,
      { hint: 'Keep one of these tables.' },
    );
  }
  if (stems.has(ITEM.many)) return nouns?.length === 1 ? { ...nouns[0]!, many: ITEM.many } : ITEM;
  return (distinct.length === 1 ? distinct[0] : undefined) ?? ITEM;
}

function unclaimed(stems: ReadonlySet<string>): Noun[] {
  return [...stems]
    .filter((stem) => !OTHER_TABLES.test(stem) && singular(stem) !== stem)
    .map((many) => ({ one: singular(many), many }));
}
