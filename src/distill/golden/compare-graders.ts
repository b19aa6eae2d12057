import { createRandom } from '../../core/math/random.ts';
import type { Grade } from '../../core/types.ts';
import { append } from '../../core/math/append.ts';
import { agreement, weightedKappa, type Agreement } from '../policy/agreement.ts';
import { pairKey } from './types.ts';

/** How two graders agree. */
export interface GraderComparison {
  a: string;
  b: string;
  /** Of `b` with `a`; its NDCG ranks by b under the gains of a. */
  agreement: Agreement;
  /** The NDCG that ranking by a gets under the gains of b. */
  ndcgReverse: number;
  /** 95 % bootstrap interval of the quadratic kappa, whole profiles resampled. */
  kappaInterval: { low: number; high: number };
}

const REPLICATES = 400;

/**
 * Compares every two graders that share pairs, in the order in which graders first occur.
 *
 * @param seed of the bootstrap
 */
export function compareGraders(grades: readonly Grade[], seed = 1): GraderComparison[] {
  const byGrader = new Map<string, Map<string, Grade>>();
  for (const grade of grades) {
    let rows = byGrader.get(grade.grader);
    if (rows === undefined) byGrader.set(grade.grader, (rows = new Map()));
    rows.set(pairKey(grade), grade);
  }
  const graders = [...byGrader].map(([name, rows]) => ({ name, rows: [...rows.values()] }));
  const comparisons: GraderComparison[] = [];
  graders.forEach((a, i) => {
    for (const b of graders.slice(i + 1)) {
      const result = agreement(a.rows, b.rows);
      if (result.pairs === 0) continue;
      comparisons.push({
        a: a.name,
        b: b.name,
        agreement: result,
        ndcgReverse: agreement(b.rows, a.rows).ndcg,
        kappaInterval: kappaInterval(a.rows, b.rows, seed),
      });
    }
  });
  return comparisons;
}

/** Percentile bootstrap over profiles: pairs of one profile are not independent. */
function kappaInterval(
  a: readonly Grade[],
  b: readonly Grade[],
  seed: number,
): { low: number; high: number } {
  const other = new Map(b.map((row) => [pairKey(row), row.grade]));
  const clusters = new Map<string, [number, number][]>();
  for (const row of a) {
    const grade = other.get(pairKey(row));
    if (grade === undefined) continue;
    append(clusters, row.profileId, [row.grade, grade]);
  }
  const list = [...clusters.values()];
  const random = createRandom(`kappa/${seed}`);
  const kappas = Float64Array.from({ length: REPLICATES }, () => {
    const confusion = Array.from({ length: 5 }, () => new Array<number>(5).fill(0));
    for (let i = 0; i < list.length; i++) {
      for (const [x, y] of random.pick(list)) confusion[x]![y]!++;
    }
    return weightedKappa(confusion, 2);
  }).sort();
  return {
    low: kappas[Math.floor(0.025 * REPLICATES)]!,
    high: kappas[Math.ceil(0.975 * REPLICATES) - 1]!,
  };
}
