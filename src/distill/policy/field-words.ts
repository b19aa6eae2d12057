import { createReader, PLACE_TEXTS, type Reading } from '../../core/reading/reading.ts';
import type { Field, Schema, Side } from '../../core/features/schema.ts';
import { listWords, unitWords } from './words.ts';

/** Longest text of a field that is told, in UTF-16 code units. */
const MAX_LENGTH = 80;
/** Texts of one place: two triples, of its town and country and of its town and region. */
const TEXTS_OF_PLACE = 2 * PLACE_TEXTS;
const MONTHS_PER_YEAR = 12;

/** Tells what a field of an object holds; undefined where it holds nothing. */
export type FieldWords = (side: Side, object: object, field: string) => string | undefined;

/** Makes the words of a schema's fields at a time (ms since 1970 UTC), as the reader of every device reads them. */
export function createFieldWords(schema: Schema, now: number): FieldWords {
  const { fields, source } = schema;
  const read = createReader(schema);
  const known = new WeakMap<object, ReadonlyMap<string, string>>();
  return (side, object, name) => {
    let words = known.get(object);
    if (words === undefined) {
      const reading = read(side, object, now);
      words = new Map(
        fields.map((field, f) => [field.name, wordsOf(field, f, reading, source.currency ?? '')]),
      );
      known.set(object, words);
    }
    return words.get(name) || undefined;
  };
}

function wordsOf(field: Field, f: number, reading: Reading, currency: string): string {
  const low = reading.lows[f]!;
  const high = reading.highs[f]!;
  switch (field.kind) {
    case 'number':
      return rangeWords(low, high, (value) => unitWords(value, ''));
    case 'amount':
      return rangeWords(low, high, (value) => unitWords(value, currency));
    case 'duration':
      return rangeWords(low, high, durationWords);
    case 'time': {
      const time = reading.values[f]!;
      return Number.isNaN(time) ? '' : new Date(time).toISOString().slice(0, 10);
    }
    case 'place':
      return listed(placesOf(textsOf(reading, f)));
    case 'flag':
      return listed(textsOf(reading, f).map((text) => (text === 'true' ? 'yes' : 'no')));
    default:
      return listed(textsOf(reading, f));
  }
}

function listed(texts: readonly string[]): string {
  const told = texts.map((text) => text.trim());
  return listWords([...new Set(told.filter((text) => text !== '' && text.length <= MAX_LENGTH))]);
}

function textsOf({ text, textEnds, fieldEnds }: Reading, f: number): string[] {
  const texts: string[] = [];
  for (let i = f === 0 ? 0 : fieldEnds[f - 1]!; i < fieldEnds[f]!; i++) {
    texts.push(text.slice(i === 0 ? 0 : textEnds[i - 1], textEnds[i]));
  }
  return texts;
}

/** Of each place the town, else the region, else the country. */
function placesOf(texts: readonly string[]): string[] {
  const places: string[] = [];
  for (let i = 0; i < texts.length; i += TEXTS_OF_PLACE) {
    const [, country, , town, , region] = texts.slice(i, i + TEXTS_OF_PLACE);
    places.push((town || region || country || '').replace(/(?<!\p{L})\p{Ll}/gu, upper));
  }
  return places;
}

const upper = (letter: string): string => letter.toUpperCase();

function rangeWords(low: number, high: number, words: (value: number) => string): string {
  if (Number.isNaN(low) && Number.isNaN(high)) return '';
  if (Number.isNaN(low)) return `up to ${words(high)}`;
  if (Number.isNaN(high)) return `${words(low)} or more`;
  return low === high ? words(low) : `${words(low)} to ${words(high)}`;
}

function durationWords(months: number): string {
  return months < 2 * MONTHS_PER_YEAR
    ? unitWords(months, 'months')
    : unitWords(months / MONTHS_PER_YEAR, 'years');
}
