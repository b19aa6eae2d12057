import { createBootstrap, type Interval } from './bootstrap.ts';
import { pooledAuroc } from './click-quality.ts';
import { expectedCalibrationError } from './metrics/ece.ts';

/** A predicted probability and what happened. */
export interface Prediction {
  probability: number;
  happened: boolean;
  /** Predictions of one cluster (a profile) are not independent. */
  cluster: string;
}

/** How far probabilities can be taken at their word. */
export interface Reliability {
  /** Expected calibration error, 15 bins of equal width. */
  ece: number;
  auroc: Interval;
  predictions: number;
  happened: number;
  /** Equally many predictions each, lowest first. */
  bins: { predicted: number; observed: Interval }[];
}

const BINS = 10;

/** Measures the reliability of probabilities; undefined unless things both happened and did not. */
export function measureReliability(
  rows: readonly Prediction[],
  seed: number | string = 1,
): Reliability | undefined {
  const happened = rows.filter((row) => row.happened).length;
  if (happened === 0 || happened === rows.length) return undefined;
  const sorted = [...rows].sort((a, b) => a.probability - b.probability);
  const probabilities = sorted.map((row) => row.probability);
  const labels = sorted.map((row) => Number(row.happened));
  const clusters = sorted.map((row) => row.cluster);
  const bins = Array.from({ length: BINS }, (_, i) => {
    const from = Math.round((i * sorted.length) / BINS);
    const to = Math.round(((i + 1) * sorted.length) / BINS);
    const bootstrap = createBootstrap(clusters.slice(from, to), { seed, replicates: 300 });
    const predicted = probabilities.slice(from, to).reduce((sum, p) => sum + p, 0) / (to - from);
    return { predicted, observed: bootstrap.mean(labels.slice(from, to)) };
  }).filter((bin) => bin.observed.n > 0);
  return {
    ece: expectedCalibrationError(probabilities, labels),
    auroc: pooledAuroc(probabilities, labels, clusters, { seed }),
    predictions: sorted.length,
    happened,
    bins,
  };
}
