import type { ProfileEvidence } from '../features/evidence.ts';
import { isNumeric } from '../features/facts.ts';
import type { Reading } from '../reading/reading.ts';
import type { Schema, Side } from '../features/schema.ts';
import { bindAnyMeasure } from '../measures/bind-any-measure.ts';
import { describeMeasure, type MeasureDescription } from '../measures/describe-measure.ts';
import { factOf } from '../measures/read.ts';
import { dayWords, rangeWords } from './value-words.ts';

/** Reads an object as the encoder does. */
export type ReadObject = (side: Side, object: unknown) => Reading;

/** An item and a profile that are spoken of. */
export interface Pair {
  schema: Schema;
  evidence: ProfileEvidence;
  /** Codes of items, and where this one's evidence starts. */
  codes: DataView;
  at: number;
  /** A measure of the schema and its value here, NaN where that is unknown. */
  measure(name: string): { described: MeasureDescription; value: number } | undefined;
  /** By side, then by field: the texts that the reader finds in the object. None where it carries only a code. */
  texts: Readonly<Record<Side, () => readonly (readonly string[])[]>>;
}

/** Creates the pairs of a profile. */
export function createPairs(
  { schema, evidence, profile }: { schema: Schema; evidence: ProfileEvidence; profile: unknown },
  read: ReadObject,
): (item: unknown, codes: Uint8Array, at: number) => Pair {
  const ofProfile = once(() => textsOf(schema, read, 'profile', profile));
  const bound = new Map(
    schema.measures.map((source) => {
      const described = describeMeasure(schema, source);
      const bind = once(() => bindAnyMeasure(schema, source, evidence));
      return [source.name.toLowerCase(), { described, bind }];
    }),
  );
  return (item, code, at) => {
    const codes = new DataView(code.buffer, code.byteOffset, code.byteLength);
    return {
      schema,
      evidence,
      codes,
      at,
      measure(name) {
        const { described, bind } = bound.get(name.toLowerCase()) ?? {};
        return described && { described, value: bind!()(codes, at) };
      },
      texts: { profile: ofProfile, item: once(() => textsOf(schema, read, 'item', item)) },
    };
  };
}

/** What a field of one side holds, in words: numbers and times as the code has them, texts as they were read. */
export function fieldWords(pair: Pair, side: Side, name: string): string | undefined {
  const { schema, evidence, codes, at } = pair;
  const fact = factOf(schema, side, name);
  if (fact !== undefined) {
    const [view, from] = side === 'item' ? [codes, at + fact.at] : [evidence.facts, fact.at];
    if (fact.field.kind === 'time') return dayWords(view.getUint16(from, true));
    if (isNumeric(fact.field.kind)) {
      const ends = [view.getFloat32(from, true), view.getFloat32(from + 4, true)] as const;
      return rangeWords(...ends, fact.field, schema);
    }
  }
  const f = schema.fields.findIndex((field) => field.name === name);
  return listWords(pair.texts[side]()[f] ?? []) || undefined;
}

const MAX_WORDS = 4;

/** Words of a list, the first few of many. */
export function listWords(words: readonly string[]): string {
  const shown = words.slice(0, MAX_WORDS).join(', ');
  return words.length > MAX_WORDS ? `${shown} …` : shown;
}

function textsOf(schema: Schema, read: ReadObject, side: Side, object: unknown): string[][] {
  let reading: Reading;
  try {
    reading = read(side, object);
  } catch {
    // An item that carries its code may throw: it was never read.
    return [];
  }
  const { text, textEnds, fieldEnds } = reading;
  return schema.fields.map(({ kind, names }, f) => {
    // What a list names is read as a number.
    if (names !== undefined) return [];
    const texts: string[] = [];
    for (let i = f === 0 ? 0 : fieldEnds[f - 1]!; i < fieldEnds[f]!; i++) {
      texts.push(text.slice(i === 0 ? 0 : textEnds[i - 1]!, textEnds[i]!).trim());
    }
    // Of a place the first that is there of its town, its region and its country is told.
    const told = kind === 'place' ? placesOf(texts) : texts;
    return [...new Set(told)].filter((one) => one !== '');
  });
}

/** The texts of places, six each: town, country, nothing; town, nothing, region. */
function placesOf(texts: readonly string[]): string[] {
  const places: string[] = [];
  for (let i = 0; i < texts.length; i += 6) {
    const [town, country, , again, , region] = texts.slice(i, i + 6);
    const name = town || again || region || country || '';
    // Names are folded where they are known.
    places.push(name.replace(/(^|[ -])\p{Ll}/gu, (start) => start.toUpperCase()));
  }
  return places;
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
