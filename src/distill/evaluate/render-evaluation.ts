import { formatInterval } from '../console/format.ts';
import { renderTable } from '../console/print-table.ts';
import type { Interval } from './bootstrap.ts';
import type { Evaluation } from './evaluate-slates.ts';

/** Options of {@link renderEvaluation} and {@link evaluationJson}. */
export interface RenderEvaluationOptions {
  /** What the slates are from. Stands in every line, so that a number cannot travel without it. */
  source: string;
  /** Decimals; default 3. */
  digits?: number;
}

/**
 * An evaluation as an aligned table for the console: one line a scorer, mean and interval of each metric,
 * the source of the numbers in every line, then what was ranked.
 */
export function renderEvaluation(
  evaluation: Evaluation,
  { source, digits = 3 }: RenderEvaluationOptions,
): string {
  const { rows, slates, profiles, slatesWithoutGain } = evaluation;
  const metrics = Object.keys(rows[0]?.metrics ?? {});
  const table = renderTable(
    [
      { title: 'model' },
      ...metrics.map((title) => ({ title, align: 'right' as const })),
      { title: 'data' },
    ],
    rows.map(({ name, metrics: values }) =>
      [name].concat(
        metrics.map((metric) => formatInterval(values[metric] as Interval, digits)),
        source,
      ),
    ),
  );
  const without = slatesWithoutGain === 0 ? '' : `; ${slatesWithoutGain} slates have no gain`;
  return `${table}${slates} slates of ${profiles} profiles, full candidate lists${without}\n`;
}

/** An evaluation as JSON can hold it: the same numbers, unrounded; what has no value is null. */
export interface EvaluationJson {
  source: string;
  k: number;
  slates: number;
  profiles: number;
  slatesWithoutGain: number;
  models: { name: string; metrics: Record<string, IntervalJson> }[];
}

/** An interval as JSON can hold it. */
export type IntervalJson = {
  mean: number | null;
  low: number | null;
  high: number | null;
  n: number;
};

/** The JSON form of an evaluation, without the values of single slates. */
export function evaluationJson(
  evaluation: Evaluation,
  { source }: Pick<RenderEvaluationOptions, 'source'>,
): EvaluationJson {
  const { k, slates, profiles, slatesWithoutGain, rows } = evaluation;
  const models = rows.map(({ name, metrics }) => ({
    name,
    metrics: Object.fromEntries(
      Object.entries(metrics).map(([metric, interval]) => [metric, intervalJson(interval)]),
    ),
  }));
  return { source, k, slates, profiles, slatesWithoutGain, models };
}

/** An interval as JSON can hold it: what has no value is null. */
export function intervalJson({ mean, low, high, n }: Interval): IntervalJson {
  return { mean: orNull(mean), low: orNull(low), high: orNull(high), n };
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
