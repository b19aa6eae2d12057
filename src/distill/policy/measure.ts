import type { MeasureDescription } from '../../core/measures/describe-measure.ts';

/** What a policy table knows of a measure of the schema. */
export type Measure = MeasureDescription;

export type NumberMeasure = Extract<Measure, { kind: 'number' }>;
export type CategoryMeasure = Extract<Measure, { kind: 'category' }>;

/** A value of a measure: a number in its unit (shares from 0 to 1), or one of its values; undefined: unknown. */
export type MeasureValue = number | string | undefined;
