import { collectPath } from '../reading/collect.ts';
import { roundHalfUp } from '../math/rounding.ts';
import { numberOf, timeOf } from './read-number.ts';
import { readPlace } from './read-place.ts';
import { readTags, readText } from './read-text.ts';
import type { Field, Side } from './schema.ts';

/**
 * What the encoder reads of one object, before anything is hashed: nothing else of the object counts. The
 * buffers belong to the reader and are overwritten by its next call.
 */
export interface Reading {
  side: Side;
  /** Every text, one after the other, in the order of the fields; a place gives three (see {@link PLACE_TEXTS}). */
  text: string;
  /** How many texts there are. Text i is `text` from `textEnds[i − 1]` (0 for the first) to `textEnds[i]`. */
  textCount: number;
  textEnds: Uint32Array;
  /** The texts of field f are those from `fieldEnds[f − 1]` (0 for the first) to `fieldEnds[f]`. */
  fieldEnds: Uint32Array;
  /**
   * number, amount, duration and time fields: the value (of times milliseconds since 1970, of ranges the middle, or
   * the end that is known), NaN where there is none.
   */
  values: Float64Array;
  /** number, amount and duration fields: the ends of the range, both the value of a single number; NaN where open. */
  lows: Float64Array;
  highs: Float64Array;
  /** place fields: latitude and longitude of each place by turns, in {@link UNITS_PER_DEGREE}; {@link NO_PLACE} and 0 where unknown. */
  coordinates: number[][];
}

/**
 * Reads an object. Holds buffers, so one caller at a time. What the object throws when it is read (a getter,
 * a proxy) passes through.
 *
 * @param now milliseconds since 1970, for experience that is still going on
 */
export type Reader = (side: Side, object: unknown, now: number) => Reading;

/** Latitude of a place without coordinates. */
export const NO_PLACE = -32768;
/** Degrees to stored units: about 0.87 km of latitude each. */
export const UNITS_PER_DEGREE = 128;
/**
 * A place gives two triples of texts: town, country, none; and town, none, region. So a place is known by its town
 * within its country, its country, its town alone, and its region.
 */
export const PLACE_TEXTS = 3;
/** Most tags, categories and places that are hashed of one field. */
const MAX_ITEMS = 64;

/** Stands between the categories of a joint field; a letter, so that it counts. */
const JOINT = 'a';

/** Creates the reader of a schema's fields. */
export function createReader(fields: readonly Field[]): Reader {
  const found: unknown[] = [];
  const reading: Reading = {
    side: 'item',
    text: '',
    textCount: 0,
    textEnds: new Uint32Array(64),
    fieldEnds: new Uint32Array(fields.length),
    values: new Float64Array(fields.length),
    lows: new Float64Array(fields.length),
    highs: new Float64Array(fields.length),
    coordinates: fields.map(() => []),
  };

  function add(text: string): void {
    reading.text += text;
    if (reading.textCount === reading.textEnds.length) {
      const longer = new Uint32Array(2 * reading.textCount);
      longer.set(reading.textEnds);
      reading.textEnds = longer;
    }
    reading.textEnds[reading.textCount++] = reading.text.length;
  }

  function readField(field: Field, f: number, now: number): void {
    switch (field.kind) {
      case 'text':
        for (const value of found) {
          const text = readText(value);
          if (text !== '') add(text);
        }
        return;
      case 'tags': {
        const tags = readTags(found, MAX_ITEMS);
        for (const tag of tags) add(tag);
        return;
      }
      case 'category':
        if (field.joint) return add(jointText(found));
        for (let i = 0; i < found.length && i < MAX_ITEMS; i++) add(categoryText(found[i]));
        return;
      case 'flag':
        return add(categoryText(found[0]));
      case 'number':
      case 'amount':
      case 'duration':
        reading.values[f] = reading.lows[f] = reading.highs[f] = numberOf(found, now) ?? NaN;
        return;
      case 'place':
        for (let i = 0; i < found.length; i++) readPlaceInto(found[i], i < MAX_ITEMS, f);
        return;
      case 'time':
        reading.values[f] = timeOf(found) ?? NaN;
    }
  }

  function readPlaceInto(value: unknown, isHashed: boolean, f: number): void {
    const place = readPlace(value);
    if (place === undefined) return;
    if (isHashed) {
      add(place.locality);
      add(place.country);
      add('');
      add(place.locality);
      add('');
      add(place.region);
    }
    const { latitude, longitude } = place;
    const known = latitude !== undefined && longitude !== undefined;
    reading.coordinates[f]!.push(
      known ? roundHalfUp(latitude * UNITS_PER_DEGREE) : NO_PLACE,
      known ? roundHalfUp(longitude * UNITS_PER_DEGREE) : 0,
    );
  }

  return (side, object, now) => {
    reading.side = side;
    reading.text = '';
    reading.textCount = 0;
    for (let f = 0; f < fields.length; f++) {
      const field = fields[f]!;
      reading.values[f] = reading.lows[f] = reading.highs[f] = NaN;
      if (field.kind === 'place') reading.coordinates[f]!.length = 0;
      found.length = 0;
      for (const path of field.paths[side]) collectPath(object, path, found);
      if (found.length > 0) readField(field, f, now);
      reading.fieldEnds[f] = reading.textCount;
    }
    found.length = 0;
    return reading;
  };
}

/** What of a category counts: of an address like https://schema.org/FullTime its last part. */
function categoryText(value: unknown): string {
  const text = typeof value === 'boolean' ? String(value) : readText(value);
  return /^https?:\/\//i.test(text) ? text.slice(text.lastIndexOf('/') + 1) : text;
}

/** The categories among values as one: those that differ, sorted, so that neither order nor repeats count. */
function jointText(values: readonly unknown[]): string {
  const texts = new Set(values.slice(0, MAX_ITEMS).map(categoryText));
  texts.delete('');
  return [...texts].sort().join(JOINT);
}
