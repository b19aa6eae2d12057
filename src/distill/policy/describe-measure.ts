import type { Measure } from './measure.ts';

/** A measure as a schema states it. */
export interface MeasureSource {
  name: string;
  description?: string;
  kind: string;
  of?: 'pair' | 'item';
  unit?: string;
  min?: number;
  max?: number;
  integer?: boolean;
  better?: 'more' | 'less';
  values?: string[];
}

/** Describes a measure for policy tables. */
export function describeMeasure(source: MeasureSource): Measure {
  const { name, description = '', kind, of = 'pair', unit = '', min, max } = source;
  const described = {
    name,
    description,
    of,
    isCarried: kind !== 'taught',
    isForLimitsAlone: false,
  };
  if (source.values) return { ...described, kind: 'category', values: source.values };
  return {
    ...described,
    kind: 'number',
    unit,
    min: min ?? -Infinity,
    max: max ?? Infinity,
    integer: source.integer ?? false,
    better: source.better,
  };
}
