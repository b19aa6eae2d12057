import type { AnyScorer } from '../evaluate/scorer.ts';
import type { Teacher } from './teacher.ts';
import { mapLogit } from '../train/calibrate/calibrate-clicks.ts';
import { makeBatch } from '../train/data/lists.ts';
import { meanLogits } from '../train/network/mean-logits.ts';
import type { PairData } from '../train/data/pair-data.ts';
import type { PairNetwork } from '../train/network/pair-network.ts';

/**
 * Ranks by the logits of float networks, their mean: teachers and the float student, for the report beside the student
 * that ships.
 *
 * @param weights of each of the networks' logits
 * @param at the time of slates that say none, ms since 1970
 */
export function createNetworkScorer(
  data: PairData,
  networks: readonly PairNetwork[],
  weights: readonly number[],
  at: number,
): AnyScorer {
  const profileAt = new Map(data.profileObjects.map((profile, i) => [profile, i]));
  const itemAt = new Map(data.itemObjects.map((item, i) => [item, i]));
  return {
    async score(profile, candidates, _history, slateAt = at) {
      const items = Int32Array.from(candidates, (item) => itemAt.get(item)!);
      const batch = makeBatch(data, [{ profile: profileAt.get(profile)!, items, at: slateAt }]);
      const logits = await meanLogits(networks, batch);
      return Float64Array.from(items, (_, k) =>
        weights.reduce((sum, weight, o) => sum + weight * logits[weights.length * k + o]!, 0),
      );
    },
  };
}

/** Ranks by a teacher's logit, calibrated where it is. */
export function createTeacherScorer(data: PairData, teacher: Teacher, at: number): AnyScorer {
  const weights = Array.from({ length: 2 }, (_, k) => Number(k === teacher.head));
  const scorer = createNetworkScorer(data, teacher.networks, weights, at);
  const { map } = teacher;
  if (map === undefined) return scorer;
  return {
    score: async (...asked) => (await scorer.score(...asked)).map((logit) => mapLogit(map, logit)),
  };
}

/** The weighted sum of scores. */
export function blendScorers(parts: readonly { scorer: AnyScorer; weight: number }[]): AnyScorer {
  return {
    async score(...asked) {
      const all = await Promise.all(parts.map(({ scorer }) => scorer.score(...asked)));
      return all[0]!.map((_, i) =>
        parts.reduce((sum, { weight }, k) => sum + weight * all[k]![i]!, 0),
      );
    },
  };
}
