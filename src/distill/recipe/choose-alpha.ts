import type { Random } from '../../core/math/random.ts';
import { drawCases } from './draw-cases.ts';
import type { Material } from './material.ts';
import { putBehind } from '../evaluate/behind.ts';
import { ndcgAtK } from '../evaluate/metrics/ndcg-at-k.ts';
import { poorMatchAtK } from '../evaluate/metrics/poor-match-at-k.ts';
import type { PairGrader } from '../train/data/graded-lists.ts';
import { blendLogits, type StudentLists } from '../train/data/student-lists.ts';

/** One point of the trade between policy and clicks. */
export interface AlphaPoint {
  alpha: number;
  /** nDCG@10 of what held-out profiles clicked or chose. */
  click: number;
  /** Share of poor matches (policy grade ≤ 1) among the first ten. */
  poor: number;
}

/** The chosen weight of the policy, and the whole sweep. */
export interface AlphaChoice {
  alpha: number;
  sweep: AlphaPoint[];
}

const STEP = 0.05;
/** Share of the attainable reduction that counts as most of it. */
const MOST_OF_IT = 0.9;

/**
 * Sweeps α over lists of held-out profiles and takes the smallest that halves the poor matches of clicks
 * alone, since every further step costs clicks; where none does, the smallest that takes away most of what can
 * be taken away.
 */
export function chooseAlpha(
  material: Material,
  lists: StudentLists,
  grade: PairGrader,
  random: Random,
): AlphaChoice {
  const cases = drawCases(material, lists, grade, random);
  const sweep: AlphaPoint[] = [];
  for (let i = 0; i <= Math.round(1 / STEP); i++) {
    const alpha = i * STEP;
    let click = 0;
    let clickCases = 0;
    let poor = 0;
    for (const one of cases) {
      const scores = putBehind(blendLogits(one.logits, [alpha, 1 - alpha]), one.caps);
      poor += poorMatchAtK(scores, (k) => one.poor[k] === 1, 10);
      const ndcg = ndcgAtK(scores, one.gains, 10);
      if (Number.isNaN(ndcg)) continue;
      click += ndcg;
      clickCases++;
    }
    sweep.push({
      alpha: Math.round(alpha * 100) / 100,
      click: click / Math.max(1, clickCases),
      poor: poor / Math.max(1, cases.length),
    });
  }
  const before = sweep[0]!.poor;
  const least = Math.min(...sweep.map((point) => point.poor));
  const enough = Math.max(before / 2, before - MOST_OF_IT * (before - least));
  return { alpha: sweep.find((point) => point.poor <= enough)!.alpha, sweep };
}
