import { formatBytes, formatInterval, formatNumber } from '../console/format.ts';
import type { DistillMetrics } from '../recipe/metrics.ts';
import { asInterval } from '../recipe/render-measurements.ts';
import { MODEL_FIGURES, sweepFigures } from './model-figures.ts';
import { renderPage, type Tile } from './page.ts';

/** What a report says beyond its metrics. */
export interface ModelReportFacts {
  /** The model file's name. */
  name: string;
  /** What it was made from. */
  data: string;
  command: string;
  gzipBytes: number;
}

/** The report of a distillation: one HTML file that needs nothing else, with every figure of its metrics. */
export function renderModelReport(
  metrics: DistillMetrics,
  { name, data, command, gzipBytes }: ModelReportFacts,
): string {
  return renderPage({
    title: name,
    lead: `A PocketRank student, measured by the code that ships to devices. Made from ${data}.`,
    ...(metrics.simulated
      ? {
          warning:
            'Made from a simulated market: no person and no employer stands behind its data. Its figures say how well the method recovers what was simulated, nothing about real people.',
        }
      : {}),
    tiles: tilesOf(metrics, gzipBytes),
    figures: [
      ...MODEL_FIGURES.flatMap((make) => make(metrics, { gzipBytes }) ?? []),
      ...sweepFigures(metrics),
    ],
    foot: `Made by: ${command}`,
  });
}

function tilesOf(metrics: DistillMetrics, gzipBytes: number): Tile[] {
  const { evaluation, retention, quantization, source } = metrics;
  const tiles: Tile[] = [
    { value: formatBytes(gzipBytes), label: 'after gzip', note: 'model file' },
  ];
  const shipped = evaluation?.models.find(({ name }) => name === 'student, int8')?.metrics;
  if (evaluation && shipped) {
    const metric = `nDCG@${evaluation.k}`;
    const quality = asInterval(shipped[metric]!);
    tiles.unshift({
      value: formatNumber(quality.mean),
      label: metric,
      note: `${formatInterval(quality)}; ${source}`,
    });
    const poor = shipped[`poor-match@${evaluation.k}`];
    if (poor) {
      tiles.push({
        value: `${formatNumber(100 * asInterval(poor).mean, 0)} %`,
        label: `poor matches in the first ${evaluation.k}`,
        note: `${formatInterval(asInterval(poor))}; ${source}`,
      });
    }
  }
  const forbidden = shipped?.[`forbidden@${evaluation?.k}`];
  if (evaluation && forbidden) {
    tiles.push({
      value: `${formatNumber(100 * asInterval(forbidden).mean, 1)} %`,
      label: `forbidden by hard limits in the first ${evaluation.k}`,
      note: `others could stand there; ${source}`,
    });
  }
  if (retention.blend) {
    const { mean, low, high } = asInterval(retention.blend);
    tiles.push({
      value: `${formatNumber(100 * mean, 1)} %`,
      label: 'of the blended teachers',
      note: `[${formatNumber(100 * low, 1)}, ${formatNumber(100 * high, 1)}]; ${source}`,
    });
  }
  if (quantization) {
    const { mean, low, high } = asInterval(quantization.ratio);
    tiles.push({
      value: `${mean < 1 ? '' : '+'}${formatNumber(100 * (mean - 1), 2)} %`,
      label: 'int8 against float',
      note: `[${formatNumber(100 * (low - 1), 2)}, ${formatNumber(100 * (high - 1), 2)}]; ${source}`,
    });
  }
  return tiles;
}
