import { createRandom } from '../../core/math/random.ts';
import { PocketRankError } from '../../core/errors.ts';

/** A mean and its bootstrap interval. */
export interface Interval {
  mean: number;
  low: number;
  high: number;
  /** How many values the mean is over (values that are NaN do not count). */
  n: number;
}

/** Options of {@link createBootstrap}. */
export interface BootstrapOptions {
  /** How many times to resample. Default 1000. */
  replicates?: number;
  /** The share of replicates inside the interval. Default 0.95. */
  confidence?: number;
  /** Default 1. The same seed gives the same intervals. */
  seed?: number | string;
}

/**
 * Percentile intervals by resampling whole clusters. All statistics of one bootstrap see the same
 * resamples, so that their differences are paired. NaN values are left out; where none remain, every number
 * is NaN. With a single cluster the interval has no width and says nothing.
 */
export interface Bootstrap {
  /** The mean of values, one for each row. */
  mean(values: ArrayLike<number>): Interval;
  /** mean(a) − mean(b), over the rows that have both. */
  difference(a: ArrayLike<number>, b: ArrayLike<number>): Interval;
  /** mean(a) / mean(b), over the rows that have both: how much of b's value a keeps. */
  ratio(a: ArrayLike<number>, b: ArrayLike<number>): Interval;
}

/** Resamples are kept where they fit in this many 16-bit counts, else drawn again for each statistic. */
const MAX_KEPT_COUNTS = 40_000_000;

/**
 * Creates a bootstrap over rows that belong to clusters (slates of one profile are not independent).
 *
 * Source: Efron & Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13 (percentile interval); Field &
 * Welsh, Bootstrapping clustered data, JRSS B 2007 (resampling whole clusters).
 *
 * @param clusters for each row the cluster that it belongs to, for instance the profile id.
 */
export function createBootstrap(
  clusters: readonly (string | number)[],
  options: BootstrapOptions = {},
): Bootstrap {
  const { replicates = 1000, confidence = 0.95, seed = 1 } = options;
  if (!(replicates >= 1) || !(confidence > 0 && confidence < 1)) {
    throw new PocketRankError(
      'INVALID_ARGUMENT',
      `A bootstrap of ${replicates} replicates at confidence ${confidence} is not possible.`,
      { hint: 'Take at least 1 replicate, and a confidence between 0 and 1.' },
    );
  }
  const { rowCluster, clusterCount } = numberClusters(clusters);
  const resamples = createResamples(clusterCount, replicates, seed);

  function interval(
    a: ArrayLike<number>,
    b: ArrayLike<number> | undefined,
    combine: (meanA: number, meanB: number) => number,
  ): Interval {
    const sumA = new Float64Array(clusterCount);
    const sumB = new Float64Array(clusterCount);
    const rows = new Float64Array(clusterCount);
    let n = 0;
    for (let row = 0; row < rowCluster.length; row++) {
      const valueA = a[row] as number;
      const valueB = b === undefined ? 0 : (b[row] as number);
      if (Number.isNaN(valueA) || Number.isNaN(valueB)) continue;
      const cluster = rowCluster[row] as number;
      sumA[cluster] = (sumA[cluster] as number) + valueA;
      sumB[cluster] = (sumB[cluster] as number) + valueB;
      rows[cluster] = (rows[cluster] as number) + 1;
      n++;
    }
    const whole = new Uint16Array(clusterCount).fill(1);
    const statistic = (counts: Uint16Array) => {
      let totalA = 0;
      let totalB = 0;
      let total = 0;
      for (let i = 0; i < counts.length; i++) {
        const count = counts[i] as number;
        totalA += count * (sumA[i] as number);
        totalB += count * (sumB[i] as number);
        total += count * (rows[i] as number);
      }
      return combine(totalA / total, totalB / total);
    };
    const means: number[] = [];
    resamples((counts) => {
      const value = statistic(counts);
      if (!Number.isNaN(value)) means.push(value);
    });
    means.sort((x, y) => x - y);
    const tail = (1 - confidence) / 2;
    return {
      mean: statistic(whole),
      low: quantile(means, tail),
      high: quantile(means, 1 - tail),
      n,
    };
  }

  return {
    mean: (values) => interval(values, undefined, (mean) => mean),
    difference: (a, b) => interval(a, b, (meanA, meanB) => meanA - meanB),
    ratio: (a, b) => interval(a, b, (meanA, meanB) => meanA / meanB),
  };
}

function numberClusters(clusters: readonly (string | number)[]): {
  rowCluster: Uint32Array;
  clusterCount: number;
} {
  const numbers = new Map<string | number, number>();
  const rowCluster = Uint32Array.from(clusters, (cluster) => {
    const known = numbers.get(cluster) ?? numbers.size;
    numbers.set(cluster, known);
    return known;
  });
  return { rowCluster, clusterCount: numbers.size };
}

/** How often each cluster is in each resample; the counts handed to `visit` are valid only within it. */
function createResamples(
  clusterCount: number,
  replicates: number,
  seed: number | string,
): (visit: (counts: Uint16Array) => void) => void {
  const keep = clusterCount * replicates <= MAX_KEPT_COUNTS;
  let kept: Uint16Array | undefined;

  function draw(counts: Uint16Array, random: { integer(n: number): number }): void {
    counts.fill(0);
    for (let i = 0; i < clusterCount; i++) {
      const cluster = random.integer(clusterCount);
      counts[cluster] = (counts[cluster] as number) + 1;
    }
  }

  return (visit) => {
    if (keep && kept !== undefined) {
      for (let r = 0; r < replicates; r++) {
        visit(kept.subarray(r * clusterCount, (r + 1) * clusterCount));
      }
      return;
    }
    const random = createRandom(seed);
    const store = new Uint16Array(clusterCount * (keep ? replicates : 1));
    for (let r = 0; r < replicates; r++) {
      const start = keep ? r * clusterCount : 0;
      const counts = store.subarray(start, start + clusterCount);
      draw(counts, random);
      visit(counts);
    }
    if (keep) kept = store;
  };
}

/** The quantile of sorted values, linear between them; NaN where there are none. */
function quantile(sorted: readonly number[], q: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = q * (sorted.length - 1);
  const low = sorted[Math.floor(at)] as number;
  const high = sorted[Math.ceil(at)] as number;
  return low + (high - low) * (at - Math.floor(at));
}
