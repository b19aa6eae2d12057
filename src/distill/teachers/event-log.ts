import type { LogEvent } from '../../core/types.ts';
import { readInteractions, type Impressions } from '../train/data/interactions.ts';
import type { PairData } from '../train/data/pair-data.ts';

/**
 * What a log says of some types of events: the slates in which one of them happened, since what was shown beside it
 * alone says what it was preferred to (rare actions learn by masking the rest, arXiv 2602.07309). Of several types a
 * later one counts for more: with n of them the i-th makes an item chosen by i / n.
 *
 * @param fallback the time of events without one, ms since 1970
 */
export function readEventLog(
  data: PairData,
  events: readonly LogEvent[],
  fallback: number,
  types: readonly string[],
): Impressions[] {
  const byStep = types.map((_, i) => {
    const counted = new Set(types.slice(i));
    const isChoice = (type: string): boolean => counted.has(type);
    const weight = (type: string): number => Number(isChoice(type));
    return readInteractions(data, events, fallback, { names: types, weight, isChoice }).impressions;
  });
  return byStep[0]!
    .map((slate, s) => ({
      ...slate,
      clicked: slate.clicked.map(
        (_, k) => byStep.reduce((sum, step) => sum + step[s]!.clicked[k]!, 0) / types.length,
      ),
    }))
    .filter(({ clicked }) => clicked.some((share) => share > 0));
}
