import type { Field, Schema } from '../features/schema.ts';
import type { MeasureDescription } from '../measures/describe-measure.ts';

const DAY_MS = 86_400_000;

/** A number as people write it: one digit behind the point, none from 100 on. */
function numberWords(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) < 100 ? 1 : 0 });
}

/** A number with its unit, of which there may be one: "1 day". Of `%` the value is a share; many days are months or years. */
export function unitWords(value: number, unit: string): string {
  if (unit === '%') return `${numberWords(Math.round(100 * value))} %`;
  if (unit === 'days' && Math.abs(value) >= 60) {
    return Math.abs(value) < 730
      ? unitWords(Math.round(value / 30.4), 'months')
      : unitWords(Math.round(value / 365), 'years');
  }
  const words = numberWords(value);
  return unit === '' ? words : `${words} ${words === '1' ? unit.replace(/s$/, '') : unit}`;
}

/** The value of a measure as it is told: a number in the measure's unit, or one of its values; NaN is unknown. */
export function toldValue(measure: MeasureDescription, value: number): number | string | undefined {
  if (Number.isNaN(value)) return undefined;
  return measure.kind === 'category' ? measure.values[value] : value;
}

/** The same in words. */
export function valueWords(measure: MeasureDescription, value: number): string | undefined {
  const told = toldValue(measure, value);
  return typeof told === 'number' ? unitWords(told, unitOf(measure)) : told;
}

/** What a measure's numbers are told in. */
export function unitOf(measure: MeasureDescription): string {
  return measure.kind === 'number' ? measure.unit : '';
}

/** A range of a field's numbers in words; an end that is NaN is open. Undefined where both are. */
export function rangeWords(
  low: number,
  high: number,
  field: Field,
  { source }: Schema,
): string | undefined {
  const words = (value: number): string => {
    if (field.kind === 'amount') return unitWords(value, source.currency ?? '');
    if (field.kind !== 'duration') return unitWords(value, '');
    return value >= 24 ? unitWords(value / 12, 'years') : unitWords(value, 'months');
  };
  if (low === high) return words(low);
  if (Number.isNaN(low)) return Number.isNaN(high) ? undefined : `up to ${words(high)}`;
  return Number.isNaN(high) ? `${words(low)} or more` : `${words(low)} to ${words(high)}`;
}

/** A day since 1970-01-01 in words; undefined for 0, which is unknown. */
export function dayWords(day: number): string | undefined {
  if (day === 0) return undefined;
  const form = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return new Date(day * DAY_MS).toLocaleDateString('en', form);
}
