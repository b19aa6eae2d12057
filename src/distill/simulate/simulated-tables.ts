import { readKey } from '../../core/reading/read-key.ts';
import type { SchemaSource } from '../../core/features/schema.ts';
import type { SimulatedTables } from '../domain.ts';
import { hashContent } from '../files/content-hash.ts';
import { nounOf, tableOptionsOf } from '../tables/domain-options.ts';
import type { Tables } from '../tables/types.ts';

/** Simulated tables in the form in which tables are opened, for a schema. */
export function asTables(
  { items, profiles, events, slates, grades = [], beside = {}, now }: SimulatedTables,
  schema: SchemaSource,
): Tables {
  const { eventTypes, keys } = tableOptionsOf(schema);
  const paths = keys.map((key) => key.split('.'));
  return {
    items: new Map(items.map((item) => [readKey(item, paths)!, item])),
    profiles: new Map(profiles.map((profile) => [String(profile.id), profile])),
    events,
    grades,
    slates: { 'validation-slates': slates },
    pairs: {},
    files: [],
    noun: nounOf(schema),
    keys,
    eventTypes,
    beside: besideRows(beside),
    now,
    badRows: { count: 0, byReason: {}, report: [] },
    fingerprint: hashContent(JSON.stringify([items, profiles, events, slates, grades])),
  };
}

/** The further files that are tables. */
function besideRows(beside: NonNullable<SimulatedTables['beside']>): NonNullable<Tables['beside']> {
  return Object.fromEntries(
    Object.entries(beside).flatMap(([name, rows]) =>
      Array.isArray(rows) ? [[name, rows as object[]]] : [],
    ),
  );
}
