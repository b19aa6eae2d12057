import type { FieldSource, Side } from '../../core/features/schema.ts';
import { SIDES } from '../../core/features/schema.ts';
import { pathsOf } from '../../core/features/read-schema.ts';
import { createRandom, type Random } from '../../core/math/random.ts';
import { inventWords } from './invent-words.ts';
import type { SampleGroup, SampleSource } from './sample-source.ts';

/** What a lexicon knows that values can be invented from. */
export interface SampleLexicon {
  /** Canonical values by the vocabulary's name. */
  vocabularies?: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;
}

/** A schema with its measures. */
interface Described {
  fields: readonly SampledField[];
  measures?: readonly MeasureLike[];
}

type SampledField = FieldSource & { sample?: unknown; vocabulary?: string };

interface MeasureLike {
  kind: string;
  item?: string;
  profile?: string;
  values?: readonly string[];
  table?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const GROUPS = 6;
/** Words that a group's texts are made of, and values that its tags and categories have. */
const WORDS = 24;
const TEXTS = 40;
const VALUES = 10;
const VALUES_PER_GROUP = 4;
/** Dates of what has been lie this many days back, of what is to come ahead; some of these have passed. */
const PAST_DAYS = [0, 120];
const COMING_DAYS = [-10, 120];
const FILLED = 0.85;

/** Places where neither the schema nor anything else names some. */
const PLACES = [
  ['Berlin', 'DE', 52.52, 13.4],
  ['Hamburg', 'DE', 53.55, 9.99],
  ['Munich', 'DE', 48.14, 11.58],
  ['Cologne', 'DE', 50.94, 6.96],
  ['Vienna', 'AT', 48.21, 16.37],
  ['Zurich', 'CH', 47.37, 8.54],
  ['Paris', 'FR', 48.86, 2.35],
  ['Lyon', 'FR', 45.76, 4.84],
  ['Madrid', 'ES', 40.42, -3.7],
  ['London', 'GB', 51.51, -0.13],
  ['Leeds', 'GB', 53.8, -1.55],
  ['Boston', 'US', 42.36, -71.06],
] as const;

/**
 * Invents what a domain without a sample file is drawn from, by the kinds of its fields: values of its
 * vocabularies and tables, numbers of its ranges, made-up words. Objects fall into groups with words and values
 * of their own, so that some pairs suit each other. A field's own `sample` comes first.
 */
export function deriveSample(
  schema: Described,
  seed: number | string,
  lexicon: SampleLexicon = {},
): SampleSource {
  const random = createRandom(`${seed}/invented`);
  const known = createValueFinder(schema, lexicon);
  const shared: Record<Side, Record<string, unknown>> = { item: {}, profile: {} };
  const fill: Record<Side, Record<string, number>> = { item: {}, profile: {} };
  const lists: Record<string, unknown[]> = { place: placesOf() };
  const groups: SampleGroup[] = Array.from({ length: GROUPS }, (_, g) => ({
    name: `group ${g + 1}`,
    lists: {},
  }));
  for (const [f, field] of schema.fields.entries()) {
    if (isWordy(field) && field.sample === undefined) {
      // A list for each side, since their vocabularies may differ.
      for (const side of SIDES) {
        const values = known(field, side);
        for (const group of groups) {
          group.lists![`${side} ${f}`] =
            field.kind === 'text'
              ? inventTexts(random)
              : random.shuffle([...values]).slice(0, VALUES_PER_GROUP);
        }
      }
    }
    for (const side of SIDES) {
      const [path] = pathsOf(field, side);
      if (path === undefined || shared[side][path] !== undefined) continue;
      shared[side][path] = sampleOf(field, schema.measures, `${side} ${f}`);
      fill[side][path] = FILLED;
    }
  }
  return { lists, ...shared, fill, groups };
}

const isWordy = ({ kind }: SampledField): boolean =>
  kind === 'text' || kind === 'tags' || kind === 'category';

function sampleOf(field: SampledField, measures: Described['measures'], list: string): unknown {
  const { kind, min = 0, max = 1, scale } = field;
  if (field.sample !== undefined) {
    return Array.isArray(field.sample) || kind !== 'time'
      ? field.sample
      : { daysAgo: Object.values(field.sample as object) };
  }
  switch (kind as string) {
    case 'tags':
      return { some: list, count: [1, 3] };
    case 'text':
    case 'category':
      return `{${list}}`;
    case 'flag':
      return [true, false];
    case 'place':
      return '{place}';
    case 'time':
      return measures?.some((m) => m.kind === 'until' && m.item === field.name)
        ? { daysAhead: COMING_DAYS }
        : { daysAgo: PAST_DAYS };
    default:
      return { min, max, log: scale === 'log', round: max - min < 20 ? 1 : 0 };
  }
}

/** Short texts of the same few words. */
function inventTexts(random: Random): string[] {
  const words = inventWords(WORDS, random);
  return Array.from({ length: TEXTS }, () =>
    Array.from({ length: 3 + random.integer(4) }, () => random.pick(words)).join(' '),
  );
}

/** The values that a field may have on a side: of its vocabulary, else of tables of measures, else made up. */
function createValueFinder(
  { measures = [] }: Described,
  { vocabularies = {} }: SampleLexicon,
): (field: SampledField, side: Side) => string[] {
  const invented = new Map<string, string[]>();
  return (field, side) => {
    const { vocabulary } = field;
    const names = Object.keys((vocabulary && vocabularies[vocabulary]) || {});
    if (names.length > 1) return names;
    const told = new Set<string>();
    for (const { kind, item, profile = item, table = {}, values = [] } of measures) {
      const isOfSide = (side === 'item' ? item : profile) === field.name;
      if (!isOfSide) continue;
      if (kind === 'value') for (const value of values) told.add(value);
      if (kind !== 'grade') continue;
      const keys = side === 'item' ? [table] : Object.values(table);
      for (const row of keys) for (const key of Object.keys(row)) told.add(key);
    }
    if (told.size > 1) return [...told];
    let made = invented.get(field.name);
    if (!made) {
      made = inventWords(VALUES, createRandom(`values of ${field.name}`));
      invented.set(field.name, made);
    }
    return made;
  };
}

function placesOf(): object[] {
  return PLACES.map(([addressLocality, addressCountry, latitude, longitude]) => ({
    address: { addressLocality, addressCountry },
    geo: { latitude, longitude },
  }));
}
