import type { Item, Profile } from '../../../core/types.ts';
import type { Tables } from '../../tables/types.ts';
import type { Match, Matches } from './matches.ts';
import type { PairData } from './pair-data.ts';

/** Pairs of this grade are certain matches. */
const MATCH_GRADE = 4;

/**
 * Reads the certain matches of a taxonomy's tables: every grade of 4. What an item belongs to is its
 * `attributes.group` (default: its own key), `attributes.relatedGroups` names groups near it, and
 * `attributes.family` the wider circle of the group (default: itself). A profile's language is its
 * `attributes.language`.
 *
 * @param prefix of the taxonomy's ids in `data`
 */
export function readMatches(data: PairData, tables: Tables, prefix: string): Matches {
  const groups = new Map<string, number>();
  const numberOf = (name: string): number => {
    const known = groups.get(name);
    if (known !== undefined) return known;
    groups.set(name, groups.size);
    return groups.size - 1;
  };
  const related = new Map<number, Set<number>>();
  const groupOf = new Map<string, number>();
  const familyOf = new Map<number, number>();
  for (const [id, item] of tables.items) {
    const group = numberOf(attribute(item, 'group')[0] ?? id);
    groupOf.set(id, group);
    const [family] = attribute(item, 'family');
    if (family !== undefined) familyOf.set(group, numberOf(family));
    for (const name of attribute(item, 'relatedGroups')) {
      const near = related.get(group);
      if (near === undefined) related.set(group, new Set([numberOf(name)]));
      else near.add(numberOf(name));
    }
  }
  const byProfile = new Map<string, { items: number[]; group: number }>();
  for (const { profileId, itemId, grade } of tables.grades) {
    if (grade !== MATCH_GRADE) continue;
    const item = data.itemIndex.get(prefix + itemId)!;
    const entry = byProfile.get(profileId);
    if (entry === undefined)
      byProfile.set(profileId, { items: [item], group: groupOf.get(itemId)! });
    else entry.items.push(item);
  }
  const alike = new Map<string, Set<number>>();
  const list: Match[] = [];
  for (const [id, entry] of byProfile) {
    const profile = tables.profiles.get(id);
    const words = wordsOf(profile) ?? id;
    const groupsAlike = alike.get(words) ?? new Set();
    alike.set(words, groupsAlike.add(entry.group));
    list.push({
      profile: data.profileIndex.get(prefix + id)!,
      ...entry,
      alike: groupsAlike,
      family: familyOf.get(entry.group) ?? entry.group,
      language: attribute(profile, 'language')[0] ?? '',
    });
  }
  return { list, related };
}

/** What a profile that is a bare title says, less its case. */
function wordsOf(profile: Profile | undefined): string | undefined {
  const { label } = (profile?.basics ?? {}) as { label?: unknown };
  return typeof label === 'string' ? label.toLowerCase() : undefined;
}

function attribute(object: Item | Profile | undefined, name: string): string[] {
  const value = (object?.attributes as Item['attributes'])?.[name];
  if (Array.isArray(value)) return value.map(String);
  return value === undefined ? [] : [String(value)];
}
