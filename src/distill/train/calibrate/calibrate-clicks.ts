import { isotonicRegression } from './isotonic.ts';

/** A pair that was shown: the click logit, whether it was clicked, and how surely it was looked at (0 … 1]. */
export interface ShownPair {
  logit: number;
  clicked: boolean;
  examined: number;
}

/** A strictly increasing map of click logits, linear between knots and of slope 1 beyond them. */
export interface LogitMap {
  from: readonly number[];
  to: readonly number[];
}

/** Pairs are pooled into at most this many groups of equal examination before the regression. */
const MAX_GROUPS = 24;
/** Clicks that a group should have, so that its share says something. */
const CLICKS_PER_GROUP = 20;
/** Clicks below which nothing is calibrated. */
const MIN_CLICKS = 50;
/** Pseudo-counts that keep shares off 0 and 1. */
const PRIOR = 0.5;
/** Slope that keeps the order of what the regression pools. */
const LEAST_SLOPE = 0.05;

/**
 * Calibrates click logits on pairs that nothing was trained on, so that their logistic function is the
 * probability of a click once the item is looked at: isotonic regression of clicks on logits, each pair
 * counting by how surely its position was examined, so that low positions do not pass for low attraction.
 *
 * Source: Zadrozny & Elkan, Transforming classifier scores into accurate multiclass probability estimates,
 * KDD 2002; position-conditional as in Semantic Search at LinkedIn, arXiv 2602.07309.
 *
 * @returns undefined where there are too few clicks to learn from
 */
export function calibrateClicks(shown: readonly ShownPair[]): LogitMap | undefined {
  const sorted = shown.filter(({ examined }) => examined > 0).sort((a, b) => a.logit - b.logit);
  let clicks = 0;
  let examined = 0;
  for (const pair of sorted) {
    if (pair.clicked) clicks++;
    examined += pair.examined;
  }
  if (clicks < MIN_CLICKS || sorted.length - clicks < MIN_CLICKS) return undefined;
  const groups = poolEvenly(
    sorted,
    examined / Math.min(MAX_GROUPS, Math.floor(clicks / CLICKS_PER_GROUP)),
  );
  const shares = isotonicRegression(
    groups.map((group) => Math.min(1, group.clicks / group.examined)),
    groups.map((group) => group.examined),
  );
  const from: number[] = [];
  const to: number[] = [];
  for (const [i, group] of groups.entries()) {
    const count = shares[i]! * group.examined;
    const odds = (count + PRIOR) / (Math.max(0, group.examined - count) + PRIOR);
    if (i > 0 && group.logit <= from.at(-1)!) continue;
    const least = i === 0 ? -Infinity : to.at(-1)! + LEAST_SLOPE * (group.logit - from.at(-1)!);
    from.push(group.logit);
    to.push(Math.max(least, Math.log(odds)));
  }
  return { from, to };
}

/** Applies a map to a logit. */
export function mapLogit({ from, to }: LogitMap, logit: number): number {
  const last = from.length - 1;
  if (logit <= from[0]!) return to[0]! + logit - from[0]!;
  if (logit >= from[last]!) return to[last]! + logit - from[last]!;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (from[middle]! <= logit) low = middle;
    else high = middle;
  }
  const share = (logit - from[low]!) / (from[high]! - from[low]!);
  return to[low]! + share * (to[high]! - to[low]!);
}

/** Runs of sorted pairs of about `size` examinations each, with their mean logit. */
function poolEvenly(
  sorted: readonly ShownPair[],
  size: number,
): { logit: number; clicks: number; examined: number }[] {
  const groups: { logit: number; clicks: number; examined: number }[] = [];
  let group = { logit: 0, clicks: 0, examined: 0 };
  for (const [i, pair] of sorted.entries()) {
    group.logit += pair.examined * pair.logit;
    group.examined += pair.examined;
    if (pair.clicked) group.clicks++;
    if (group.examined >= size || i === sorted.length - 1) {
      groups.push({ ...group, logit: group.logit / group.examined });
      group = { logit: 0, clicks: 0, examined: 0 };
    }
  }
  return groups;
}
