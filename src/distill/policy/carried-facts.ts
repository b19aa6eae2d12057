import type { SchemaSource } from '../../core/features/schema.ts';
import type { Measure } from './measure.ts';

/** Carried measures as every device computes them, from the codes of both sides. */
export interface CarriedFacts {
  /** The value of a carried measure; undefined where it is unknown. */
  value(measure: Measure, profile: object, item: object): number | string | undefined;
}

/** Makes the carried facts of a schema at a time (ms since 1970 UTC). Objects are encoded once. */
export function createCarriedFacts(_schema: SchemaSource, _now: number): CarriedFacts {
  return { value: () => undefined };
}
