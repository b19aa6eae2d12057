import type { Field, Schema, Side } from '../../core/features/schema.ts';
import type { Range } from '../../core/reading/read-amount.ts';
import { createFieldReader, type FieldValues } from './field-values.ts';
import { listWords, unitWords } from './words.ts';

/** Longest text of a field that is told, in UTF-16 code units. */
const MAX_LENGTH = 80;
const MONTHS_PER_YEAR = 12;

/** Tells what a field of an object holds; undefined where it holds nothing. */
export type FieldWords = (side: Side, object: object, field: string) => string | undefined;

/** Makes the words of a schema's fields at a time (ms since 1970 UTC). Objects are read once. */
export function createFieldWords(schema: Schema, now: number): FieldWords {
  const read = createFieldReader(schema);
  const fields = new Map(schema.fields.map((field) => [field.name, field]));
  const known = new WeakMap<object, FieldValues>();
  return (side, object, name) => {
    const field = fields.get(name);
    if (field === undefined) return undefined;
    let values = known.get(object);
    if (values === undefined) known.set(object, (values = read(side, object, now)));
    return wordsOf(field, values, schema.source.currency ?? '') || undefined;
  };
}

function wordsOf({ name, kind }: Field, values: FieldValues, currency: string): string {
  switch (kind) {
    case 'number':
      return rangeWords(values.range(name), (value) => unitWords(value, ''));
    case 'amount':
      return rangeWords(values.range(name), (value) => unitWords(value, currency));
    case 'duration':
      return rangeWords(values.range(name), durationWords);
    case 'time': {
      const time = values.time(name);
      return time === undefined ? '' : new Date(time).toISOString().slice(0, 10);
    }
    case 'place':
      return listed(values.places(name).map(placeWords));
    case 'flag':
      return listed(values.texts(name).map((text) => (text === 'true' ? 'yes' : 'no')));
    default:
      return listed(values.texts(name));
  }
}

function listed(texts: readonly string[]): string {
  const told = texts.map((text) => text.trim());
  return listWords([...new Set(told.filter((text) => text !== '' && text.length <= MAX_LENGTH))]);
}

/** The town, else the region, else the country; names are kept in lower case. */
export function placeWords(place: { town: string; region: string; country: string }): string {
  const name = place.town || place.region || place.country;
  return name.replace(/(?<!\p{L})\p{Ll}/gu, (letter) => letter.toUpperCase());
}

function rangeWords(range: Range | undefined, words: (value: number) => string): string {
  if (range === undefined) return '';
  const { low, high } = range;
  if (Number.isNaN(low)) return `up to ${words(high)}`;
  if (Number.isNaN(high)) return `${words(low)} or more`;
  return low === high ? words(low) : `${words(low)} to ${words(high)}`;
}

function durationWords(months: number): string {
  return months < 2 * MONTHS_PER_YEAR
    ? unitWords(months, 'months')
    : unitWords(months / MONTHS_PER_YEAR, 'years');
}
