import { POOR_CAP } from '../../core/limits/stand-behind.ts';
import type { AnyScorer, Scorer } from './scorer.ts';

/** The best grade that hard limits leave each of some candidates, 0 … 4. */
export type CapsOf = (...asked: Parameters<Scorer['score']>) => ArrayLike<number>;

/** Scores by which what is forbidden stands behind everything that is not; among themselves both keep their order. */
export function putBehind(scores: Float64Array, caps: ArrayLike<number>): Float64Array {
  let [least, most] = [Infinity, -Infinity];
  let forbidden = 0;
  for (let i = 0; i < scores.length; i++) {
    if (caps[i]! <= POOR_CAP) forbidden++;
    least = Math.min(least, scores[i]!);
    most = Math.max(most, scores[i]!);
  }
  if (forbidden === 0) return scores;
  const step = most - least + 1;
  return scores.map((score, i) => (caps[i]! <= POOR_CAP ? score - step : score));
}

/** A scorer whose order the limits of a model hold too. */
export function limitScorer(scorer: AnyScorer, capsOf: CapsOf): AnyScorer {
  return {
    score: async (...asked) => putBehind(await scorer.score(...asked), capsOf(...asked)),
  };
}
