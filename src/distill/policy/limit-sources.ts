import type { IntervalSource, LimitSource, WhenSource } from '../../core/limits/limit.ts';
import type { Measure } from './measure.ts';
import type { Condition, Policy } from './policy.ts';

/** The hard limits of a policy as the model file carries them. */
export function limitSources({ limits }: Pick<Policy, 'limits'>): LimitSource[] {
  return limits.map(({ name, cap, conditions, reason }) => ({
    name,
    cap,
    when: conditions.map(({ measure, condition }) => whenSource(measure, condition)),
    reason: reason.text,
  }));
}

/** A condition on a measure as plain values; null stands for an open end. */
export function whenSource(measure: Measure, condition: Condition): WhenSource {
  if ('values' in condition) return { measure: measure.name, values: [...condition.values] };
  const intervals = condition.intervals.map(({ min, max, minOpen, maxOpen }): IntervalSource => [
    Number.isFinite(min) ? min : null,
    Number.isFinite(max) ? max : null,
    minOpen,
    maxOpen,
  ]);
  return { measure: measure.name, intervals };
}
