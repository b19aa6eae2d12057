import type { SchemaSource } from '../../core/features/schema.ts';
import { createEventTypes } from './event-types.ts';
import { USUAL_KEYS } from '../../core/reading/item-paths.ts';
import type { Noun, OpenTablesOptions } from './types.ts';

const ITEM: Noun = { one: 'item', many: 'items' };

/** What the items of a schema are called; "item" where it does not say. */
export function nounOf(schema: SchemaSource): Noun {
  return schema.noun ?? ITEM;
}

/** How tables are opened whose items and events are those of a schema. @throws INVALID_SCHEMA */
export function tableOptionsOf(
  schema: SchemaSource,
): Pick<OpenTablesOptions, 'nouns'> &
  Required<Pick<OpenTablesOptions, 'eventTypes' | 'keys' | 'types'>> {
  const { noun, keys = USUAL_KEYS, types = [], events } = schema;
  const eventTypes = createEventTypes(events);
  return { ...(noun && { nouns: [noun] }), eventTypes, keys, types };
}
