import type { Random } from '../../../../core/math/random.ts';
import { firstAbove } from './first-above.ts';

const DAY_MS = 86_400_000;
/** The log covers this many days. */
const LOG_DAYS = 90;

/**
 * Deals sessions out to people, at least one each, some people coming far more often than others, and gives
 * each a time within the last 90 days. Rising times per person.
 */
export function sessionTimes(
  random: Random,
  people: number,
  sessions: number,
  endMs: number,
): number[][] {
  const counts = new Array<number>(people).fill(1);
  const weights = Array.from({ length: people }, () => Math.exp(0.8 * random.normal()));
  const cumulated: number[] = [];
  let total = 0;
  for (const weight of weights) cumulated.push((total += weight));
  for (let left = sessions - people; left > 0; left--) {
    const at = firstAbove(cumulated, random.next() * total);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts.map((count) => {
    // People look for work for a while: sessions lie within some weeks of each other.
    const from = random.next() * 0.6;
    const until = from + (1 - from) * (0.3 + 0.7 * random.next());
    return Array.from({ length: count }, () =>
      Math.round(endMs - (1 - (from + (until - from) * random.next())) * LOG_DAYS * DAY_MS),
    ).sort((a, b) => a - b);
  });
}
