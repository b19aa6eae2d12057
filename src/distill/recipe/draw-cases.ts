import type { Random } from '../../core/math/random.ts';
import { POLICY_FLOOR } from '../../core/personalization/policy-floor.ts';
import type { PairGrader } from '../train/data/graded-lists.ts';
import type { StudentLists } from '../train/data/student-lists.ts';
import type { Material } from './material.ts';

/** A list of a held-out person, on which blends are compared. */
export interface BlendCase {
  /** By output. */
  logits: readonly Float64Array[];
  caps: Uint8Array;
  /** By item the policy's grade (4 where it cannot tell), and 1 where that is a poor match. */
  grades: Float64Array;
  poor: Uint8Array;
  /** 1 where the person chose the item. */
  gains: Float64Array;
}

const CANDIDATES = 80;

/** Draws a list for each held-out person: what the log shows, what looks alike, and the rest evenly. */
export function drawCases(
  material: Material,
  lists: StudentLists,
  grade: PairGrader,
  random: Random,
): BlendCase[] {
  const { data, heldOut, logged, mine, now } = material;
  return heldOut.map((profile) => {
    const items = new Set(logged.get(profile) ?? []);
    for (const item of mine(profile, CANDIDATES / 4)) items.add(item);
    while (items.size < Math.min(CANDIDATES, data.rankable))
      items.add(random.integer(data.rankable));
    const list = { profile, items: Int32Array.from(items), at: now };
    const grades = Float64Array.from(list.items, (item) => grade(profile, item) ?? 4);
    const poor = Uint8Array.from(grades, (value) => Number(value < POLICY_FLOOR.poorGrade));
    const gains = Float64Array.from(list.items, (item) => Number(material.liked(profile, item)));
    return { ...lists.score(list), grades, poor, gains };
  });
}
