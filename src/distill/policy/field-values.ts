import type { Schema, Side } from '../../core/features/schema.ts';
import type { Range } from '../../core/reading/read-amount.ts';
import { collect } from '../../core/reading/collect.ts';
import { readPlace, type Place } from '../../core/reading/read-place.ts';
import { createReader } from '../../core/reading/reading.ts';

/** What the fields of one object hold, as every device reads them. A field that the schema lacks holds nothing. */
export interface FieldValues {
  /** text, tags, category and flag (`true`, `false`): the values. */
  texts(field: string): readonly string[];
  /** number, amount (in the schema's currency), duration (months): NaN for an end that is open. */
  range(field: string): Range | undefined;
  /** time: ms since 1970. */
  time(field: string): number | undefined;
  places(field: string): readonly Place[];
}

/** Reads an object. */
export type FieldReader = (side: Side, object: object, now: number) => FieldValues;

/** Makes the reader of a schema's fields. */
export function createFieldReader(schema: Schema): FieldReader {
  const { fields, lexicon } = schema;
  const read = createReader(schema);
  const indexes = new Map(fields.map(({ name }, f) => [name, f]));
  return (side, object, now) => {
    const { text, textEnds, fieldEnds, values, lows, highs } = read(side, object, now);
    // The reader's buffers are overwritten by its next call.
    const texts = fields.map((_, f) => {
      const found: string[] = [];
      for (let i = f === 0 ? 0 : fieldEnds[f - 1]!; i < fieldEnds[f]!; i++) {
        found.push(text.slice(i === 0 ? 0 : textEnds[i - 1], textEnds[i]));
      }
      return found;
    });
    const [times, low, high] = [values.slice(), lows.slice(), highs.slice()];
    const known = (value: number | undefined): number | undefined =>
      value === undefined || Number.isNaN(value) ? undefined : value;
    return {
      texts: (field) => texts[indexes.get(field) ?? -1] ?? [],
      range(field) {
        const f = indexes.get(field) ?? -1;
        const ends = { low: low[f] ?? NaN, high: high[f] ?? NaN };
        return (known(ends.low) ?? known(ends.high)) === undefined ? undefined : ends;
      },
      time: (field) => known(times[indexes.get(field) ?? -1]),
      places(field) {
        const paths = fields[indexes.get(field) ?? -1]?.paths[side] ?? [];
        return collect(object, paths).flatMap((value) => readPlace(value, lexicon) ?? []);
      },
    };
  };
}
