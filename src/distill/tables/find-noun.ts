import { PocketRankError } from '../../core/errors.ts';
import type { Candidate } from './candidates.ts';
import { singular, tableNameOf } from './item-ids.ts';
import type { Noun } from './types.ts';

/** Names that the data contract gives to other tables than items, and usual ones of tables that hold what came of them. */
const OTHER_TABLES =
  /(^|-)(profiles|events|grades|slates|pairs|terms|labels|orders|purchases|returns|repayments|outcomes)(-|$)/;

const ITEM: Noun = { one: 'item', many: 'items' };

/**
 * What the items of a folder are called: by the table that has one of `nouns` for a name, or where none are
 * given, by the one table whose name is a plural that the contract gives to no other. Else "item".
 *
 * @param present files and folders that may be tables; a folder tells what items are called where no file does
 * @throws INVALID_TABLE where the items have two tables
 */
export async function findNoun(
  dir: string,
  present: readonly Candidate[],
  nouns: readonly Noun[] | undefined,
): Promise<Noun> {
  const files = stemsOf(present.filter(({ isFolder }) => !isFolder));
  const stems = stemsOf(present);
  const named =
    nouns
      ?.map(({ one, many }) => ({ one, many: tableNameOf(many) }))
      .filter(({ many }) => stems.has(many)) ?? (await unclaimedTables(present, files));
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

/** Names that candidates have, with numbers or without. */
function stemsOf(candidates: readonly Candidate[]): Set<string> {
  return new Set(candidates.flatMap(({ stem, shardOf }) => [stem, shardOf]));
}

/** By the names of files; where these tell nothing, by those of folders that hold some. */
async function unclaimedTables(
  present: readonly Candidate[],
  files: ReadonlySet<string>,
): Promise<Noun[]> {
  const named = unclaimed(files);
  if (named.length > 0 || files.has(ITEM.many)) return named;
  const folders: Candidate[] = [];
  for (const folder of present.filter(({ isFolder }) => isFolder)) {
    if (unclaimed([folder.stem]).length > 0 && (await folder.parts()).length > 0) {
      folders.push(folder);
    }
  }
  return unclaimed(folders.map(({ stem }) => stem));
}

function unclaimed(stems: Iterable<string>): Noun[] {
  return [...stems]
    .filter((stem) => /^[^.]+$/.test(stem) && !OTHER_TABLES.test(stem) && singular(stem) !== stem)
    .map((many) => ({ one: singular(many), many }));
}
