import { readKey } from '../../core/reading/read-key.ts';
import type { Item, Profile } from '../../core/types.ts';
import {
  bad,
  compact,
  hasProblem,
  parseRow,
  unknownReference,
  type Checked,
  type KnownRows,
  type RowRules,
} from './check-rows.ts';
import { pairRow } from './row-schemas.ts';
import type { Pair } from './types.ts';

/** The kind of pairs that state none. */
const NO_KIND = 'pair';

/** A pair: a profile and two items of different keys, in the row or named by it, of which one is the better. */
export function checkPair(
  value: unknown,
  known: KnownRows,
  { listNames, keys }: Pick<RowRules, 'listNames' | 'keys'>,
): Checked<Pair> {
  const parsed = parseRow(pairRow, withListNames(value, listNames), ['id', 'better']);
  if (hasProblem(parsed)) return parsed;
  const { id, kind = NO_KIND, note, better, worse } = parsed.row;
  const profile = findProfile(parsed.row, known);
  if (hasProblem(profile)) return profile;
  const items = findItems(parsed.row, known, keys);
  if (hasProblem(items)) return items;
  const ids = items.row.map(([key]) => key);
  const first = ids.indexOf(better);
  if (first < 0) return bad('unknown-item', `"${better}" is none of ${ids.join(' and ')}`);
  if (ids[0] === ids[1]) return bad('duplicate-id', `both items have the key "${better}"`);
  const [[betterId, one], [worseId, other]] = [items.row[first]!, items.row[1 - first]!];
  if (worse !== undefined && worse !== worseId) {
    return bad('invalid-value', `worse is "${worse}", but the other item is "${worseId}"`);
  }
  const row: Pair = {
    id,
    kind,
    profile: profile.row,
    items: [one, other],
    itemIds: [betterId, worseId],
    ...compact({ note, profileId: parsed.row.profileId }),
  };
  return { row };
}

interface Sides {
  profileId?: string | undefined;
  profile?: object | undefined;
  itemIds?: string[] | undefined;
  items?: Item[] | undefined;
}

function findProfile({ profileId, profile }: Sides, known: KnownRows): Checked<Profile> {
  if ((profileId === undefined) === (profile === undefined)) {
    return bad('missing-id', 'a pair has either a profile or a profileId');
  }
  if (profileId === undefined) return { row: profile as Profile };
  const problem = unknownReference(known, profileId);
  return problem === undefined ? { row: known.profiles.get(profileId)! } : { problem };
}

function findItems(
  { itemIds, items }: Sides,
  known: KnownRows,
  keys: RowRules['keys'],
): Checked<[key: string, item: Item][]> {
  if ((itemIds === undefined) === (items === undefined)) {
    return bad('missing-id', 'a pair has either two items or two itemIds');
  }
  if (items !== undefined) return { row: items.map((item) => [readKey(item, keys) ?? '', item]) };
  const missing = itemIds!.find((id) => !known.items.has(id));
  if (missing !== undefined) return bad('unknown-item', `there is no item "${missing}"`);
  return { row: itemIds!.map((id) => [id, known.items.get(id)!]) };
}

/** The row with the domain's words for items read as `items` and `itemIds`. */
function withListNames(row: unknown, [items, itemIds]: RowRules['listNames']): unknown {
  if (row === null || typeof row !== 'object' || Array.isArray(row)) return row;
  const given = row as Record<string, unknown>;
  return { ...given, items: given.items ?? given[items], itemIds: given.itemIds ?? given[itemIds] };
}
