import type { MeasureSource } from '../features/measure.ts';
import type { Schema } from '../features/schema.ts';
import type { Phrases } from './phrases.ts';

/** How the reasons of one model are told. */
export interface Teller {
  phrases: Phrases;
  /** By name. */
  measures: ReadonlyMap<string, MeasureSource>;
}

/** What tells the reasons of a schema's items. */
export function createTeller({ measures }: Schema, phrases: Phrases): Teller {
  return { phrases, measures: new Map(measures.map((measure) => [measure.name, measure])) };
}
