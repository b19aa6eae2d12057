import { formatInterval, formatNumber } from '../console/format.ts';
import type { DistillMetrics } from '../recipe/metrics.ts';
import { asInterval } from '../recipe/render-measurements.ts';
import {
  alphaPlot,
  floorPlot,
  quantizationPlot,
  RELIABILITY_COLOURS,
  reliabilityPlot,
  sizePlot,
  sweepPlot,
  type SizedModel,
} from './curves.ts';
import { BASELINE, draw, STUDENT, TEACHER } from './drawing.ts';
import { htmlTable } from './html.ts';
import { intervalPlot } from './interval-plot.ts';
import type { Figure } from './page.ts';
import { noisyFigure, partsFigure, signalFigure, switchedFigure } from './signal-figures.ts';

/** Makes a figure of a model's metrics; undefined where they do not hold what it shows. */
export type MakeFigure = (
  metrics: DistillMetrics,
  sizes: { gzipBytes: number },
) => Figure | undefined;

/** How a model's row is coloured: students, teachers, baselines. */
export function colourOf(name: string): string {
  if (name.startsWith('student')) return STUDENT;
  return name.includes('teacher') ? TEACHER : BASELINE;
}

const KINDS = [
  ['baselines', BASELINE],
  ['teachers', TEACHER],
  ['students', STUDENT],
] as const;

export const qualityFigure: MakeFigure = ({ evaluation, source }) => {
  if (evaluation === null) return undefined;
  const metric = `nDCG@${evaluation.k}`;
  const rows = evaluation.models.map(({ name, metrics }) => ({
    name,
    ...asInterval(metrics[metric]!),
    colour: colourOf(name),
  }));
  const all = Object.keys(evaluation.models[0]?.metrics ?? {});
  return {
    title: 'Quality',
    says: `${metric} with 95 % intervals, bootstrapped over profiles (${source}; ${evaluation.slates} slates of ${evaluation.profiles} profiles, full candidate lists).`,
    keys: KINDS,
    drawing: draw(`${metric} by model, ${source}`, intervalPlot(rows, { label: `${metric} →` })),
    numbers: htmlTable(
      ['model', ...all, 'data'],
      evaluation.models.map(({ name, metrics }) => [
        name,
        ...all.map((one) => formatInterval(asInterval(metrics[one]!))),
        source,
      ]),
      [all.length + 1],
    ),
  };
};

export const retentionFigure: MakeFigure = ({ retention, source }) => {
  const entries = Object.entries(retention).filter(([, ratio]) => ratio.mean !== null);
  if (entries.length === 0) return undefined;
  const rows = entries.map(([name, ratio]) => {
    const { mean, low, high } = asInterval(ratio);
    return {
      name: name === 'blend' ? 'both, blended' : `${name} teacher`,
      mean: 100 * mean,
      low: 100 * low,
      high: 100 * high,
      colour: name === 'blend' ? STUDENT : TEACHER,
    };
  });
  return {
    title: 'Retention',
    says: `What the int8 student keeps of each teacher's nDCG@10, in per cent (${source}): each head against its teacher, the blended score against the teachers blended by the same α.`,
    drawing: draw(
      `Student as a share of its teachers, ${source}`,
      intervalPlot(rows, { label: 'student ÷ teacher, % →', reference: 100, digits: 1 }),
    ),
  };
};

export const alphaFigure: MakeFigure = ({ alpha, simulated }) => {
  if (!('sweep' in alpha)) return undefined;
  const source = simulated ? 'simulated market, held-out profiles' : 'held-out profiles';
  const [clicks, chosen] = [
    alpha.sweep[0]!,
    alpha.sweep.find((point) => point.alpha === alpha.alpha)!,
  ];
  return {
    title: 'Policy against clicks',
    says: `Every weight α of the policy (${source}). α ${formatNumber(alpha.alpha, 2)} takes poor matches among the first ten from ${formatNumber(100 * clicks.poor, 1)} % to ${formatNumber(100 * chosen.poor, 1)} % and nDCG@10 of clicks from ${formatNumber(clicks.click)} to ${formatNumber(chosen.click)}. Up and to the left is better.`,
    drawing: draw(
      `nDCG@10 of clicks against poor matches by α, ${source}`,
      alphaPlot(alpha.sweep, alpha.alpha),
    ),
    numbers: htmlTable(
      ['α', 'nDCG@10 of clicks', 'poor-match@10', 'data'],
      alpha.sweep.map(({ alpha: at, click, poor }) => [
        formatNumber(at, 2),
        formatNumber(click),
        formatNumber(poor),
        source,
      ]),
      [3],
    ),
  };
};

export const sizeFigure: MakeFigure = ({ evaluation, weights, source }, { gzipBytes }) => {
  if (evaluation === null) return undefined;
  const metric = `nDCG@${evaluation.k}`;
  const models: SizedModel[] = [];
  const add = (model: string, name: string, bytes: number): void => {
    const row = evaluation.models.find((one) => one.name === model);
    if (row === undefined) return;
    const interval = asInterval(row.metrics[metric]!);
    models.push({ name, kilobytes: bytes / 1024, ...interval, colour: colourOf(model) });
  };
  for (const { name, count } of weights) {
    if (name === 'student') add('student, float', 'student, float', 4 * count);
    else add(name, name, 4 * count);
  }
  add('student, int8', 'student, int8', gzipBytes);
  return {
    title: 'Size',
    says: `${metric} against size (${source}): teachers and the float student at 4 bytes a weight, the int8 student as the file that ships, after gzip.`,
    drawing: draw(`${metric} against size, ${source}`, sizePlot(models)),
    numbers: htmlTable(
      ['model', 'KB', metric, 'data'],
      models.map((model) => [
        model.name,
        formatNumber(model.kilobytes, 0),
        formatInterval(model),
        source,
      ]),
      [3],
    ),
  };
};

export const reliabilityFigure: MakeFigure = ({ reliability, simulated }) => {
  if (reliability.length === 0) return undefined;
  const source = simulated ? 'simulated market, held-out profiles' : 'held-out profiles';
  const { predictions, clicks } = reliability[0]!;
  const errors = reliability.map(({ name, ece }) => `${name} ${formatNumber(ece, 4)}`).join('; ');
  return {
    title: 'Click probabilities',
    says: `Predicted against observed clicks on ${predictions} shown items, ${clicks} clicked (${source}): examination of the position times probability of a click. Expected calibration error: ${errors} (${source}).`,
    keys: reliability.map(
      ({ name }, i) => [name, RELIABILITY_COLOURS.at(i - reliability.length)!] as const,
    ),
    drawing: draw(`Reliability of click probabilities, ${source}`, reliabilityPlot(reliability)),
    numbers: htmlTable(
      ['model', 'ECE', 'AUROC', 'data'],
      reliability.map(({ name, ece, auroc }) => [
        name,
        formatNumber(ece, 4),
        formatInterval(asInterval(auroc)),
        source,
      ]),
      [3],
    ),
  };
};

export const quantizationFigure: MakeFigure = ({ quantization, source }) => {
  if (quantization === null || quantization.sample.length === 0) return undefined;
  const { tau, overlap, difference, ratio, sample } = quantization;
  return {
    title: 'Integers against floats',
    says: `Scores of ${sample.length} pairs (${source}). Kendall τ ${formatNumber(tau)}, top-10 overlap ${formatNumber(100 * overlap, 1)} %, nDCG@10 of int8 less float ${formatInterval(asInterval(difference), 4)}, which is ${formatNumber(100 * (asInterval(ratio).mean - 1), 2)} % (${source}).`,
    drawing: draw(`int8 scores against float scores, ${source}`, quantizationPlot(sample)),
  };
};

export const floorFigure: MakeFigure = ({ floor, simulated }) => {
  if (floor === null) return undefined;
  const { slack, lists, base, sweep } = floor;
  const source = `${simulated ? 'simulated market, ' : ''}held-out profiles`;
  const chosen = sweep.find((point) => point.slack === slack)!;
  return {
    title: 'The policy floor',
    says: `What signals gain under floors of every slack (${source}; the next choice in ${lists} lists). Slack ${formatNumber(slack, 2)} gains ${formatNumber(chosen.goodGain)} of nDCG@10 among items that are no poor matches; the mean policy grade of the first ten goes from ${formatNumber(base.grade)} to ${formatNumber(chosen.grade)}, poor matches there from ${formatNumber(100 * base.poor, 1)} % to ${formatNumber(100 * chosen.poor, 1)} % (${source}).`,
    drawing: draw(
      `Gain by signals against the mean grade of the first ten by slack, ${source}`,
      floorPlot(sweep, slack),
    ),
    numbers: htmlTable(
      ['slack', 'gain', 'gain, no poor matches', 'mean grade', 'poor-match@10', 'data'],
      sweep.map((point) => [
        point.slack === null ? 'no floor' : formatNumber(point.slack, 2),
        formatNumber(point.gain),
        formatNumber(point.goodGain),
        formatNumber(point.grade),
        formatNumber(point.poor),
        source,
      ]),
      [5],
    ),
  };
};

/** One figure a sweep. */
export function sweepFigures({ sweeps = [] }: Partial<DistillMetrics>): Figure[] {
  return sweeps.map((sweep) => ({
    title: sweep.name,
    says: `The grade of one item for one invented person where ${sweep.name.toLowerCase()} alone changes: the student's, limits included, and the rubric's.`,
    keys: [
      ['rubric', TEACHER],
      ['student', STUDENT],
    ],
    drawing: draw(`Grade by ${sweep.name.toLowerCase()}, student and rubric`, sweepPlot(sweep)),
    numbers: htmlTable(
      [sweep.unit, 'student', 'rubric'],
      sweep.points.map(({ value, student, rubric }) => [
        String(value),
        formatNumber(student, 2),
        formatNumber(rubric, 2),
      ]),
      [],
    ),
  }));
}

/** The figures of a model's report, in their order. */
export const MODEL_FIGURES: readonly MakeFigure[] = [
  qualityFigure,
  retentionFigure,
  alphaFigure,
  sizeFigure,
  reliabilityFigure,
  quantizationFigure,
  signalFigure,
  noisyFigure,
  switchedFigure,
  partsFigure,
  floorFigure,
];
