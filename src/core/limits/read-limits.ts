import type { Schema } from '../features/schema.ts';
import { valuesOf } from '../measures/values.ts';
import type { Limit, LimitSource, WhenSource } from './limit.ts';
import { boundsOf } from './meets.ts';

/**
 * Reads the limits of a model file, trusting that the build step wrote them: each measure is one that the schema
 * carries.
 */
export function readLimits(sources: readonly LimitSource[], schema: Schema): Limit[] {
  return sources.map(({ name, cap, when, reason }) => ({
    name,
    cap,
    when: when.map((condition) => readWhen(condition, schema)),
    reason,
  }));
}

function readWhen(condition: WhenSource, { measures }: Schema): Limit['when'][number] {
  const measure = measures.find(({ name }) => name === condition.measure)!;
  if ('values' in condition) {
    const wanted = valuesOf(measure).flatMap((value, i) =>
      condition.values.includes(value) ? [i - 0.5, i + 0.5] : [],
    );
    return { measure, bounds: Float64Array.from(wanted) };
  }
  const intervals = condition.intervals.map(([min, max, minOpen, maxOpen]) => ({
    min: min ?? -Infinity,
    max: max ?? Infinity,
    minOpen,
    maxOpen,
  }));
  return { measure, bounds: boundsOf(intervals) };
}
