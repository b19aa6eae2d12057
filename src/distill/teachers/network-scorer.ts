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
 * @param weights of the policy and the click logit
 * @param at the time of slates that say none, ms since 1970
 */
export function createNetworkScorer(
  data: PairData,
  networks: readonly PairNetwork[],
  weights: readonly [policy: number, click: number],
  at: number,
): AnyScorer {
  const profileAt = new Map(data.profileObjects.map((profile, i) => [profile, i]));
  const itemAt = new Map(data.itemObjects.map((item, i) => [item, i]));
  return {
    async score(profile, candidates, _history, slateAt = at) {
      const items = Int32Array.from(candidates, (item) => itemAt.get(item)!);
      const batch = makeBatch(data, [{ profile: profileAt.get(profile)!, items, at: slateAt }]);
      const logits = await meanLogits(networks, batch);
      return Float64Array.from(
        items,
        (_, k) => weights[0] * logits[2 * k]! + weights[1] * logits[2 * k + 1]!,
      );
    },
  };
}

/** Ranks by a teacher's logit, calibrated where it is. */
export function createTeacherScorer(data: PairData, teacher: Teacher, at: number): AnyScorer {
  const weights: [number, number] = [0, 0];
  weights[teacher.head] = 1;
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
