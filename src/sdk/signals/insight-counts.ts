import { wilsonInterval } from '../../core/math/wilson-interval.ts';
import type { Estimate, InsightCounts, Insights } from '../types.ts';

/** Where an item stood that was clicked: ranks from 1. */
export interface ClickedItem {
  givenRank: number;
  baseRank: number;
  rank: number;
}

const DEPTH = 10;
/** Of a normal distribution, 95 % lie within so many standard deviations. */
const WIDTH = 1.96;

export const createCounts = (): InsightCounts => ({
  clicks: 0,
  gains: [0, 0, 0],
  differences: [0, 0, 0],
  squares: [0, 0, 0],
  teams: { given: [0, 0], base: [0, 0] },
});

/** Counts a click on an item of a list that was not interleaved. */
export function countClick(
  counts: InsightCounts,
  { givenRank, baseRank, rank }: ClickedItem,
): void {
  const [given, base, shown] = [givenRank, baseRank, rank].map(gainOf) as [number, number, number];
  counts.clicks++;
  for (const [i, gain] of [given, base, shown].entries()) counts.gains[i]! += gain;
  for (const [i, difference] of [base - given, shown - given, shown - base].entries()) {
    counts.differences[i]! += difference;
    counts.squares[i]! += difference * difference;
  }
}

/** nDCG@10 of a list in which one item is right. */
const gainOf = (rank: number): number => (rank > DEPTH ? 0 : 1 / Math.log2(rank + 1));

/** What counts say, with intervals by the normal approximation; of shares by Wilson's score. */
export function tellCounts({
  clicks,
  gains,
  differences,
  squares,
  teams,
}: InsightCounts): Insights {
  const difference = (i: number): Estimate => {
    const mean = differences[i]! / clicks;
    const variance = (squares[i]! - clicks * mean * mean) / (clicks - 1);
    const half = clicks > 1 ? WIDTH * Math.sqrt(Math.max(0, variance) / clicks) : Number.NaN;
    return { mean, low: mean - half, high: mean + half };
  };
  const [given, base, shown] = gains.map((sum) => sum / clicks) as [number, number, number];
  return {
    clicks,
    gains: { given, base, shown },
    baseLessGiven: difference(0),
    shownLessGiven: difference(1),
    shownLessBase: difference(2),
    ownShare: { given: share(teams.given), base: share(teams.base) },
  };
}

function share([own, other]: readonly [number, number]): Estimate & { clicks: number } {
  const clicks = own + other;
  const mean = own / clicks;
  return { clicks, mean, ...wilsonInterval(mean, clicks) };
}
