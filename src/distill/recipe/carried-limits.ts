import type { LimitSource, WhenSource } from '../../core/limits/limit.ts';
import type { Condition, Limit, Policy } from '../policy/policy.ts';

/** The hard limits of a policy in the form that the model file carries. */
export function carriedLimits({ limits }: Pick<Policy, 'limits'>): LimitSource[] {
  return limits.map(({ name, cap, conditions, reason }: Limit) => ({
    name,
    cap,
    when: conditions.map(({ measure, condition }) => toWhen(measure.name, condition)),
    reason: reason.text,
  }));
}

function toWhen(measure: string, condition: Condition): WhenSource {
  if ('values' in condition) return { measure, values: [...condition.values] };
  const end = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return {
    measure,
    intervals: condition.intervals.map(({ min, max, minOpen, maxOpen }) => [
      end(min),
      end(max),
      minOpen,
      maxOpen,
    ]),
  };
}
