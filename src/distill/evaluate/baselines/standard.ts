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

/**
 * The baselines of every report, simplest first.
 *
 * @param histories whether there are slates with a history; without, those that rank by it are left out
 */
export function standardBaselines(
  seed: number | string = 1,
  { histories = true }: { histories?: boolean } = {},
): Baseline[] {
  const fromProfile = [
    createRandomBaseline(seed),
    createPopularityBaseline(),
    createBm25Baseline(),
    createAffinityBaseline(),
  ];
  if (!histories) return fromProfile;
  return [
    ...fromProfile,
    createSameOrganizationBaseline(),
    createSameTitleBaseline(),
    createSamePlaceBaseline(),
    createTunedHistoryBaseline({ seed }),
  ];
}
