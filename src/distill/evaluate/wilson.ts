import type { Interval } from './bootstrap.ts';

/** The quantile of the standard normal that leaves 2.5 % above it. */
const Z = 1.959963984540054;

/**
 * The 95 % interval of a share, good for few cases and for shares of 0 and 1, where resampling says nothing.
 *
 * Source: Wilson, Probable inference, the law of succession, and statistical inference, JASA 1927.
 *
 * @param n cases, each counted once; 0: every number is NaN
 */
export function wilsonInterval(right: number, n: number): Interval {
  const mean = right / n;
  const middle = (mean + (Z * Z) / (2 * n)) / (1 + (Z * Z) / n);
  const spread = (Z / (1 + (Z * Z) / n)) * Math.sqrt((mean * (1 - mean)) / n + (Z / (2 * n)) ** 2);
  return { mean, low: Math.max(0, middle - spread), high: Math.min(1, middle + spread), n };
}
