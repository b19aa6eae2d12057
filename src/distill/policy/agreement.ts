import type { Grade } from '../../core/types.ts';

/** How far two graders agree on the pairs that both graded. */
export interface Agreement {
  /** Pairs that both graded. */
  pairs: number;
  /** Share of pairs with the same grade, 0–1. */
  exact: number;
  /** Share of pairs at most one grade apart, 0–1. */
  withinOne: number;
  /** Cohen's kappa with linear weights |i − j|; 1 full agreement, 0 chance. */
  kappaLinear: number;
  /** Cohen's kappa with quadratic weights (i − j)². */
  kappaQuadratic: number;
  /**
   * Mean over the profiles of the NDCG that ranking by b gets under gains of a (2^grade − 1), ties by
   * expectation; profiles with fewer than two pairs or without any gain are left out. NaN where none is left.
   */
  ndcg: number;
  /** `confusion[a][b]`: how many pairs got grade a from the first and b from the second. */
  confusion: number[][];
}

const GRADES = 5;

/**
 * Compares two tables of grades pair by pair; pairs that only one of them holds are left out, and of
 * several rows for one pair the last counts. Weighted kappa as in Cohen, "Weighted kappa" (1968), over the
 * five grades 0–4. Where one grader or both never vary and chance agreement is total, kappa is 1 if they
 * agree and 0 if not. NaN throughout where no pair is shared.
 */
export function agreement(gradesA: readonly Grade[], gradesB: readonly Grade[]): Agreement {
  const b = new Map(gradesB.map((row) => [keyOf(row), row.grade]));
  const a = new Map(gradesA.map((row) => [keyOf(row), row]));
  const confusion = Array.from({ length: GRADES }, () => new Array<number>(GRADES).fill(0));
  const byProfile = new Map<string, [number, number][]>();
  let pairs = 0;
  let exact = 0;
  let withinOne = 0;
  for (const [key, { profileId, grade }] of a) {
    const other = b.get(key);
    if (other === undefined) continue;
    pairs++;
    if (grade === other) exact++;
    if (Math.abs(grade - other) <= 1) withinOne++;
    const row = confusion[grade] as number[];
    row[other] = (row[other] ?? 0) + 1;
    const list = byProfile.get(profileId);
    if (list) list.push([grade, other]);
    else byProfile.set(profileId, [[grade, other]]);
  }
  return {
    pairs,
    exact: exact / pairs,
    withinOne: withinOne / pairs,
    kappaLinear: weightedKappa(confusion, 1),
    kappaQuadratic: weightedKappa(confusion, 2),
    ndcg: meanNdcg([...byProfile.values()]),
    confusion,
  };
}

function keyOf({ profileId, itemId }: Grade): string {
  return JSON.stringify([profileId, itemId]);
}

/**
 * Cohen's kappa of a square table of counts, disagreements weighted by |i − j| to `power`: 1 − (observed
 * weighted disagreement) / (that of independent graders with the same margins).
 */
export function weightedKappa(confusion: readonly (readonly number[])[], power: 1 | 2): number {
  const rows = confusion.map((row) => row.reduce((sum, count) => sum + count, 0));
  const columns = confusion.map((_, j) => confusion.reduce((sum, row) => sum + (row[j] ?? 0), 0));
  const total = rows.reduce((sum, count) => sum + count, 0);
  if (total === 0) return Number.NaN;
  let observed = 0;
  let expected = 0;
  confusion.forEach((row, i) => {
    row.forEach((count, j) => {
      const weight = Math.abs(i - j) ** power;
      observed += weight * count;
      expected += (weight * (rows[i] ?? 0) * (columns[j] ?? 0)) / total;
    });
  });
  if (expected === 0) return observed === 0 ? 1 : 0;
  return 1 - observed / expected;
}

function meanNdcg(profiles: readonly (readonly [number, number][])[]): number {
  const values: number[] = [];
  for (const pairs of profiles) {
    if (pairs.length < 2) continue;
    const gains = pairs.map(([a]) => 2 ** a - 1);
    const ideal = dcg(gains.map((gain) => ({ gain, score: gain })));
    if (ideal > 0)
      values.push(dcg(pairs.map(([, b], i) => ({ gain: gains[i] ?? 0, score: b }))) / ideal);
  }
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** DCG in the order of score, the gain of tied items spread evenly over their ranks (its expectation under random order). */
function dcg(items: readonly { gain: number; score: number }[]): number {
  const sorted = [...items].sort((a, b) => b.score - a.score);
  let total = 0;
  for (let start = 0; start < sorted.length;) {
    let end = start;
    let gain = 0;
    let discount = 0;
    while (end < sorted.length && sorted[end]?.score === sorted[start]?.score) {
      gain += sorted[end]?.gain ?? 0;
      discount += 1 / Math.log2(end + 2);
      end++;
    }
    total += (gain / (end - start)) * discount;
    start = end;
  }
  return total;
}
