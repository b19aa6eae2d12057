import type { Grade, GradeValue } from '../../core/types.ts';
import type { Tables } from '../tables/types.ts';
import type { PairTitles } from './pair-titles.ts';
import { pairKey } from './types.ts';

/** A grade with its reason, where the grader gave one. */
export interface ReasonedGrade extends Grade {
  rationale?: string;
}

/** A pair that graders see differently. A row of the list for the product manager. */
export interface Disagreement {
  profileId: string;
  itemId: string;
  /** Highest grade less lowest. */
  spread: number;
  /** What the person says they are, and the item's title. */
  profile: string;
  item: string;
  /** By grader. */
  grades: Record<string, GradeValue>;
  rationales: Record<string, string>;
}

/** Lists the pairs that graders see differently, the widest apart first, else in the order of the grades. */
export function listDisagreements(
  grades: readonly ReasonedGrade[],
  { items, profiles }: Pick<Tables, 'items' | 'profiles'>,
  titles: PairTitles,
): Disagreement[] {
  const pairs = new Map<string, Map<string, ReasonedGrade>>();
  for (const grade of grades) {
    const key = pairKey(grade);
    let rows = pairs.get(key);
    if (rows === undefined) pairs.set(key, (rows = new Map()));
    rows.set(grade.grader, grade);
  }
  const disagreements: Disagreement[] = [];
  for (const rows of pairs.values()) {
    const list = [...rows.values()];
    const values = list.map(({ grade }) => grade);
    const spread = Math.max(...values) - Math.min(...values);
    const [first] = list;
    if (spread === 0 || first === undefined) continue;
    const { profileId, itemId } = first;
    disagreements.push({
      profileId,
      itemId,
      spread,
      profile: titles.profile(profiles.get(profileId) ?? {}),
      item: titles.item(items.get(itemId) ?? {}),
      grades: Object.fromEntries(list.map(({ grader, grade }) => [grader, grade])),
      rationales: Object.fromEntries(
        list.flatMap(({ grader, rationale }) =>
          rationale === undefined ? [] : [[grader, rationale]],
        ),
      ),
    });
  }
  return disagreements.sort((a, b) => b.spread - a.spread);
}
