import type { SchemaSource } from '../../core/features/schema.ts';
import { createEventTypes } from './event-types.ts';
import type { Noun, OpenTablesOptions } from './types.ts';

const ITEM: Noun = { one: 'item', many: 'items' };

/** What the items of a schema are called; "item" where it does not say. */
export function nounOf(schema: SchemaSource): Noun {
  return (schema as { noun?: Noun }).noun ?? ITEM;
}

/** How tables are opened whose items and events are those of a schema. @throws INVALID_SCHEMA */
export function tableOptionsOf(
  schema: SchemaSource,
): Required<Pick<OpenTablesOptions, 'nouns' | 'eventTypes'>> {
  return { nouns: [nounOf(schema)], eventTypes: createEventTypes(schema.events) };
}
