import { formatInterval, formatNumber } from '../console/format.ts';
import type { IntervalJson } from '../evaluate/render-evaluation.ts';
import type { SignalPointJson } from '../evaluate/render-signals.ts';
import type { Measurements } from './metrics.ts';

/** The measurements for the console and the card: the table of scorers, then one line a figure, each with its source. */
export function renderMeasurements(metrics: Measurements, table: string): string {
  const { source, retention, quantization, limits, reliability, personalization } = metrics;
  const lines = [table.trimEnd()];
  if (quantization !== null) {
    const { tau, overlap, difference } = quantization;
    lines.push(
      `int8 against float (${source}): Kendall τ ${formatNumber(tau)}, top-10 overlap ${formatNumber(100 * overlap, 1)} %, nDCG@10 ${formatInterval(asInterval(difference), 4)}`,
    );
  }
  if (limits !== null) {
    lines.push(
      `${limits.count} hard limits, applied exactly, less none (${source}): nDCG@10 ${formatInterval(asInterval(limits.difference), 4)}`,
    );
  }
  if (metrics.travels !== null) {
    const { differences, recommended } = metrics.travels;
    const worth = Object.entries(differences).map(
      ([part, difference]) => `${part} ${formatInterval(asInterval(difference))}`,
    );
    lines.push(
      `what the log says of items, in their codes, less content alone (${source}): nDCG@10 ${worth.join(', ')}; ${recommended === undefined ? 'none of it is better for certain: encode without --residuals' : `recommended: ${recommended}`}`,
    );
  }
  for (const [teacher, ratio] of Object.entries(retention)) {
    const whose = teacher === 'blend' ? 'blended teachers’' : `${teacher} teacher's`;
    lines.push(`retention of the ${whose} nDCG@10 (${source}): ${percent(ratio)}`);
  }
  for (const row of metrics.teachers) {
    const figures = (['baseline', 'teacher', 'student', 'blend'] as const).map(
      (who) => `${who} ${formatInterval(asInterval(row[who]))}`,
    );
    lines.push(
      `${row.name} (${source.replace(/, .*/, '')}, ${row.measured} ${row.kind === 'events' ? 'slates' : 'pairs'} of held-out profiles, learned from ${row.learned}), ${row.metric}: ${figures.join(', ')}; retention ${formatNumber(100 * row.retention, 1)} %`,
    );
  }
  for (const { name, ece, auroc, predictions } of reliability) {
    lines.push(
      `click probabilities of ${name} (${source.replace(/, .*/, '')}, ${predictions} shown items of held-out profiles): ECE ${formatNumber(ece, 4)}, AUROC ${formatInterval(asInterval(auroc))}`,
    );
  }
  const curves = [
    ['', personalization],
    [', one in five of them random,', metrics.noisy],
    [' after a change of interests', metrics.switched],
  ] as const;
  for (const [kind, points] of curves) {
    for (const point of points) if (point.signals > 0) lines.push(signalLine(point, kind, source));
  }
  for (const { without, difference } of metrics.parts) {
    lines.push(
      `what signals add less the same without ${without} (${source}): nDCG@10 ${formatInterval(asInterval(difference), 4)}`,
    );
  }
  return lines.join('\n');
}

function signalLine(point: SignalPointJson, kind: string, source: string): string {
  const { signals, slates, difference, harm, judged } = point;
  const good =
    judged === null
      ? ''
      : `, among no poor matches ${formatInterval(asInterval(judged.difference))}, poor-match@10 ${formatNumber(asInterval(judged.poorBase).mean)} → ${formatNumber(asInterval(judged.poor).mean)}`;
  return `nDCG@10 after ${signals} signal${signals === 1 ? '' : 's'}${kind} less without (${source}, ${slates} slates): ${formatInterval(asInterval(difference))}${good}, harmed ${formatNumber(100 * asInterval(harm).mean, 1)} %`;
}

/** An interval of the metrics as numbers; what has no value is NaN. */
export function asInterval(json: IntervalJson): { mean: number; low: number; high: number } {
  const { mean, low, high } = json;
  return { mean: mean ?? Number.NaN, low: low ?? Number.NaN, high: high ?? Number.NaN };
}

function percent(json: IntervalJson): string {
  const { mean, low, high } = asInterval(json);
  const [m, l, h] = [mean, low, high].map((share) => formatNumber(100 * share, 1));
  return `${m} % [${l}, ${h}]`;
}
