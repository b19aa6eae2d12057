/** The quantile of the standard normal that leaves 2.5 % above it. */
const Z = 1.959963984540054;

/**
 * The 95 % interval of a rate, good for few trials and for rates of 0 and 1, where resampling says nothing.
 *
 * Source: Wilson, Probable inference, the law of succession, and statistical inference, JASA 1927.
 *
 * @param rate 0 … 1
 * @param trials each counted once; 0: both ends are NaN
 */
export function wilsonInterval(rate: number, trials: number): { low: number; high: number } {
  const scale = 1 + (Z * Z) / trials;
  const middle = (rate + (Z * Z) / (2 * trials)) / scale;
  const spread = (Z / scale) * Math.sqrt((rate * (1 - rate)) / trials + (Z / (2 * trials)) ** 2);
  return { low: Math.max(0, middle - spread), high: Math.min(1, middle + spread) };
}
