import type { Student } from '../../core/student/student.ts';
import type { Bootstrap } from '../evaluate/bootstrap.ts';
import type { NamedScorer } from '../evaluate/evaluate-slates.ts';
import { createModelScorers, type ModelScorerOptions } from '../evaluate/model-scorer.ts';
import { intervalJson, type IntervalJson } from '../evaluate/render-evaluation.ts';

/** What of a log may travel with items: residuals, who chooses them, or both. */
export const TRAVELS = ['residuals', 'who chooses', 'both'] as const;
export type Travel = (typeof TRAVELS)[number];

/** What travelling with items is worth. */
export interface TravelMetrics {
  /** nDCG@10 with it less that by content alone, with each slate's whole history, paired by slate. */
  differences: Record<Travel, IntervalJson>;
  /** The least that nothing beats for certain; undefined: nothing that travels is better than content for certain. */
  recommended: Travel | undefined;
}

/** Scorers of a model, personalized, with each part of what a log says of items. */
export function travelScorers(
  student: Student,
  residuals: ReadonlyMap<string, Int8Array>,
  options: Omit<ModelScorerOptions, 'residuals'>,
): Record<Travel, NamedScorer> {
  const { width } = student.parameters;
  const scorer = (name: Travel, isKept: (at: number) => boolean): [Travel, NamedScorer] => {
    const part = new Map(
      [...residuals].map(([key, own]) => [key, own.map((value, at) => (isKept(at) ? value : 0))]),
    );
    const { full } = createModelScorers(student, { ...options, residuals: part });
    return [name, { name: `student, int8, with ${name}`, scorer: full }];
  };
  return Object.fromEntries([
    scorer('residuals', (at) => at < width),
    scorer('who chooses', (at) => at >= width),
    scorer('both', () => true),
  ]) as Record<Travel, NamedScorer>;
}

/**
 * What the figures support.
 *
 * @param content nDCG@10 of each slate by content alone
 * @param values the same with what travels
 */
export function compareTravels(
  content: Float64Array,
  values: Readonly<Record<Travel, Float64Array>>,
  bootstrap: Bootstrap,
): TravelMetrics {
  const isBetter = (a: Float64Array, b: Float64Array): boolean =>
    bootstrap.difference(a, b).low > 0;
  const better = TRAVELS.filter((travel) => isBetter(values[travel], content));
  const unbeaten = better.filter(
    (travel) => !better.some((other) => isBetter(values[other], values[travel])),
  );
  const differences = Object.fromEntries(
    TRAVELS.map((travel) => [travel, intervalJson(bootstrap.difference(values[travel], content))]),
  ) as Record<Travel, IntervalJson>;
  const mean = (travel: Travel): number => differences[travel].mean ?? 0;
  const [recommended] = unbeaten
    .filter((travel) => travel !== 'both' || unbeaten.length === 1)
    .sort((a, b) => mean(b) - mean(a));
  return { differences, recommended };
}
