import type { Baseline } from '../scorer.ts';
import { createAffinityBaseline } from './affinity.ts';
import { createBm25Baseline } from './bm25.ts';
import {
  createSameOrganizationBaseline,
  createSamePlaceBaseline,
  createSameTitleBaseline,
} from './history.ts';
import { createPopularityBaseline } from './popularity.ts';
import { createRandomBaseline } from './random.ts';
import { createTunedHistoryBaseline } from './tuned-history.ts';

/** The baselines of every report, simplest first. */
export function standardBaselines(seed: number | string = 1): Baseline[] {
  return [
    createRandomBaseline(seed),
    createPopularityBaseline(),
    createBm25Baseline(),
    createAffinityBaseline(),
    createSameOrganizationBaseline(),
    createSameTitleBaseline(),
    createSamePlaceBaseline(),
    createTunedHistoryBaseline({ seed }),
  ];
}
