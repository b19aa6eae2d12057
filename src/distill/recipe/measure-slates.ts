import type { Item, Profile, Slate } from '../../core/types.ts';
import type { Material } from './material.ts';
import type { PairGrader } from '../train/data/graded-lists.ts';

/** Slates are sampled down to about this many (slate, candidate) pairs: float networks are slow on long lists. */
const MAX_PAIRS = 300_000;

/** Items of a list that stands for a slate, where there are none. */
const CHOICE_CANDIDATES = 100;

/**
 * What a distillation can be measured on: the tables' slates, or, where there are none, what held-out profiles
 * chose among items drawn evenly.
 */
export function allSlates(material: Material): Slate[] {
  return material.slates.length > 0 ? material.slates : heldOutSlates(material);
}

/** What it is measured on: the same, sampled down evenly. */
export function measuredSlates(material: Material): Slate[] {
  const slates = allSlates(material);
  let pairs = 0;
  for (const { candidates } of slates) {
    pairs += candidates === '*' ? material.data.rankable : candidates.length;
  }
  const step = Math.max(1, Math.ceil(pairs / MAX_PAIRS));
  return slates.filter((_, i) => i % step === 0);
}

/** Of what a run's figures are, in words that stand beside each of them. */
export function sourceOf({ simulated, slates }: Pick<Material, 'simulated' | 'slates'>): string {
  return `${simulated ? 'simulated market, ' : ''}${slates.length > 0 ? 'validation slates' : 'held-out choices'}`;
}

/** One slate a held-out profile: what it chose among items drawn evenly. */
function heldOutSlates({ data, heldOut, logged, liked, now }: Material): Slate[] {
  return heldOut.flatMap((profile) => {
    const own = [...new Set(logged.get(profile) ?? [])];
    const gains = own.filter((item) => liked(profile, item));
    if (gains.length === 0) return [];
    const items = new Set(own);
    const stride = Math.max(1, Math.floor(data.rankable / CHOICE_CANDIDATES));
    for (
      let item = profile % stride;
      item < data.rankable && items.size < CHOICE_CANDIDATES;
      item += stride
    ) {
      items.add(item);
    }
    const slate: Slate = {
      id: `held-out-${data.profileIds[profile]!}`,
      profileId: data.profileIds[profile]!,
      at: now,
      candidates: [...items].sort((a, b) => a - b).map((item) => data.itemIds[item]!),
      gains: Object.fromEntries(gains.map((item) => [data.itemIds[item]!, 1])),
      history: [],
    };
    return [slate];
  });
}

/** A grade below this rounds to 1 or less: a poor match. */
const POOR_BELOW = 1.5;

/** Whether the policy grades an item a poor match for a profile; what it cannot grade is none. */
export function isPoorMatch(
  { data }: Material,
  grade: PairGrader,
): (profile: Profile, item: Item) => boolean {
  const profileAt = new Map(data.profileObjects.map((profile, i) => [profile, i]));
  const itemAt = new Map(data.itemObjects.map((item, i) => [item, i]));
  return (profile, item) => (grade(profileAt.get(profile)!, itemAt.get(item)!) ?? 4) < POOR_BELOW;
}
