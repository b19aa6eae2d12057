import type { MeasureSource } from '../features/measure.ts';

/** How near two places are by name, nearest first. */
export const AREAS = ['same town', 'same region', 'same country', 'another country'];
const YES_NO = ['yes', 'no'];

/** The values that a measure tells, by index; none where it tells numbers. */
export function valuesOf({ kind, values = [], missing }: MeasureSource): readonly string[] {
  if (values.length > 0) {
    return missing === undefined || values.includes(missing) ? values : [...values, missing];
  }
  if (kind === 'area') return AREAS;
  return /^(contains|same|within|atMost|atLeast)$/.test(kind) ? YES_NO : [];
}
