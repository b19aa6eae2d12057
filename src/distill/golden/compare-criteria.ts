import type { Policy } from '../policy/policy.ts';
import { weightedKappa } from '../policy/agreement.ts';
import { pairKey, type GradedPair } from './types.ts';

/** How two graders agree on one criterion, over the pairs that both graded with levels. */
export interface CriterionAgreement {
  id: string;
  name: string;
  /** Pairs to which both gave a level, and shares of them. */
  pairs: number;
  exact: number;
  withinOne: number;
  kappaQuadratic: number;
  /** Mean level of b less that of a: which of them is the milder. */
  difference: number;
  /** Pairs for which only a, and only b, saw evidence. */
  onlyA: number;
  onlyB: number;
  /**
   * How much of the difference between the grades it accounts for: mean over the pairs of weight times distance of
   * the levels, as a share of the sum over all criteria.
   */
  share: number;
}

/**
 * Compares graders by criterion: two may agree on grades and not on why, and where they do not agree on grades, this
 * tells which section of the document to read. In the order of the policy; criteria that nobody saw are left out.
 */
export function compareCriteria(
  policy: Pick<Policy, 'criteria'>,
  a: readonly GradedPair[],
  b: readonly GradedPair[],
): CriterionAgreement[] {
  const byPair = new Map(b.map((graded) => [pairKey(graded.pair), graded.criteria]));
  const both = a.flatMap(({ pair, criteria }) => {
    const other = byPair.get(pairKey(pair));
    return criteria && other ? [{ own: criteria, other }] : [];
  });
  const found = policy.criteria.map(({ id, name, weight }) => {
    const confusion = Array.from({ length: 5 }, () => new Array<number>(5).fill(0));
    const counts = { pairs: 0, exact: 0, withinOne: 0, onlyA: 0, onlyB: 0 };
    let [difference, distance] = [0, 0];
    for (const { own, other } of both) {
      const [x, y] = [own[id] ?? null, other[id] ?? null];
      if (x === null || y === null) {
        if (x !== null) counts.onlyA++;
        if (y !== null) counts.onlyB++;
        continue;
      }
      counts.pairs++;
      if (x === y) counts.exact++;
      if (Math.abs(x - y) <= 1) counts.withinOne++;
      difference += y - x;
      distance += Math.abs(y - x);
      confusion[x]![y]!++;
    }
    const { pairs } = counts;
    return {
      id,
      name,
      ...counts,
      exact: counts.exact / pairs,
      withinOne: counts.withinOne / pairs,
      kappaQuadratic: weightedKappa(confusion, 2),
      difference: difference / pairs,
      share: weight * distance,
    };
  });
  const all = found.reduce((sum, { share }) => sum + share, 0);
  return found
    .filter(({ pairs, onlyA, onlyB }) => pairs + onlyA + onlyB > 0)
    .map((row) => ({ ...row, share: all === 0 ? 0 : row.share / all }));
}
