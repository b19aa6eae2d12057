import { PocketRankError } from '../../../core/errors.ts';

/**
 * Expected calibration error: predictions fall into bins of equal width; the error is the mean, weighted by
 * the bins' sizes, of |mean prediction − share of positives|.
 *
 * Source: Naeini, Cooper & Hauskrecht, Obtaining well calibrated probabilities using Bayesian binning, AAAI
 * 2015; with 15 bins as in Guo et al., On calibration of modern neural networks, ICML 2017.
 *
 * @param probabilities 0 … 1.
 * @param labels one for each; positive where > 0.
 * @returns 0 (calibrated) … 1, or NaN without predictions.
 * @throws PocketRankError `INVALID_ARGUMENT` for a prediction outside 0 … 1.
 */
export function expectedCalibrationError(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  bins = 15,
): number {
  // Σ(p − y) over a bin is its size times the difference of its means, so the sizes cancel.
  const excess = new Float64Array(bins);
  for (let i = 0; i < probabilities.length; i++) {
    const p = probabilities[i] as number;
    if (!(p >= 0 && p <= 1)) {
      throw new PocketRankError('INVALID_ARGUMENT', `Prediction ${i} is ${p}.`, {
        hint: 'Calibration needs probabilities in 0 … 1.',
      });
    }
    const bin = Math.min(Math.floor(p * bins), bins - 1);
    excess[bin] = (excess[bin] as number) + p - ((labels[i] as number) > 0 ? 1 : 0);
  }
  let error = 0;
  for (const value of excess) error += Math.abs(value);
  return error / probabilities.length;
}
