import type { Field, Schema, Side } from '../features/schema.ts';
import type { Random } from '../math/random.ts';
import { statedValues } from '../measures/stated-values.ts';
import { inventNames, inventWord, SYLLABLES } from './invent-words.ts';

/** The day of what is invented, in milliseconds since 1970. */
export const INVENTED_NOW = Date.UTC(2024, 0, 15);
const DAY_MS = 86_400_000;

/**
 * An object with a value for most of the schema's paths on one side: invented words, and values that measures and the
 * lexicon name.
 */
export function inventObject(schema: Schema, side: Side, random: Random): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const field of schema.fields) {
    const path = field.paths[side][0];
    if (path === undefined || random.next() < 0.15) continue;
    setPath(root, path, inventValue(schema, field, side, random));
  }
  return root;
}

/** A value for a field, in one of the shapes in which pages state it. */
export function inventValue(
  schema: Schema,
  field: Field,
  side: Side,
  random: Random,
  most = 8,
): unknown {
  const stated = statedValues(schema, field.name, side);
  const known = Object.entries(schema.lexicon.source.vocabularies?.[field.vocabulary ?? ''] ?? {});
  const names = inventNames(schema.lexicon);
  const word = (): string =>
    names.length > 0 && random.next() < 0.25 ? random.pick(names) : inventWord(random);
  const value = (): string => {
    if (known.length > 0 && random.next() < 0.3) return aliasOf(...random.pick(known), random);
    return stated.length > 0 && random.next() < 0.7 ? random.pick(stated) : word();
  };
  const some = (count: number, draw: () => unknown): unknown[] =>
    Array.from({ length: 1 + random.integer(count) }, draw);
  switch (field.kind) {
    case 'text':
      return some(1.5 * most, word).join(' ');
    case 'tags':
      return some(most, value);
    case 'category':
      return random.next() < 0.7 ? value() : some(3, value);
    case 'flag':
      return random.next() < 0.5;
    case 'number':
    case 'amount':
    case 'duration':
      return random.next() < 0.7
        ? inventNumber(field, random)
        : { minValue: inventNumber(field, random), maxValue: inventNumber(field, random) };
    case 'place':
      return random.next() < 0.7
        ? inventPlace(schema, random)
        : some(most / 2, () => inventPlace(schema, random));
    case 'time':
      return new Date(INVENTED_NOW + (random.integer(260) - 200) * DAY_MS)
        .toISOString()
        .slice(0, 10);
  }
}

/** Three digits, so that it takes little room. */
function inventNumber({ min, max }: Field, random: Random): number {
  return Number((min + random.next() * (max - min)).toPrecision(3));
}

/** A town that the lexicon knows, or few invented names, so that places share some; parts are left out now and then. */
function inventPlace({ lexicon: { source } }: Schema, random: Random): object {
  const towns = source.towns ?? [];
  if (towns.length > 0 && random.next() < 0.4) {
    const [names, country] = random.pick(towns).split(';') as [string, string];
    const named = aliasOf(country, source.countries?.[country] ?? '', random);
    const [addressLocality] = names.split('|');
    return { address: { addressLocality, addressCountry: named } };
  }
  const name = (): string | undefined =>
    random.next() < 0.2 ? undefined : random.pick(SYLLABLES.slice(0, 3));
  const address = { addressLocality: name(), addressRegion: name(), addressCountry: name() };
  if (random.next() < 0.3) return { address };
  const degrees = (most: number): number => random.integer(20 * most) / 10 - most;
  const [latitude, longitude] = [degrees(90), degrees(180)].map((x) => Number(x.toFixed(1)));
  return { address, geo: { latitude, longitude } };
}

/** A value of the lexicon, or another name for it. */
function aliasOf(value: string, aliases: string, random: Random): string {
  return random.pick([value, ...aliases.split('|')].filter((name) => name !== ''));
}

/** Sets a value at a path; a path that runs through a value already there leaves it. */
export function setPath(
  root: Record<string, unknown>,
  path: readonly string[],
  value: unknown,
): void {
  let at = root;
  for (const key of path.slice(0, -1)) {
    const next = at[key];
    if (next === undefined) {
      const made: Record<string, unknown> = {};
      at[key] = made;
      at = made;
    } else if (typeof next === 'object' && next !== null && !Array.isArray(next)) {
      at = next as Record<string, unknown>;
    } else {
      return;
    }
  }
  const last = path[path.length - 1]!;
  if (at[last] === undefined) at[last] = value;
}
