import { roundHalfUp } from '../math/rounding.ts';
import { collectFrom, collectPath } from './collect.ts';
import type { ReadField, Side } from './field.ts';
import type { Lexicon } from './lexicon.ts';
import { middleOf, orderedRange, readAmount, type Range } from './read-amount.ts';
import { categoryText, readCategory } from './read-category.ts';
import { coveredMonths, readDuration } from './read-duration.ts';
import { readFlag } from './read-flag.ts';
import { readNames } from './read-names.ts';
import { readNumber } from './read-number.ts';
import { readPlace } from './read-place.ts';
import { readTags } from './read-tags.ts';
import { readText } from './read-text.ts';
import { ONGOING, readTime } from './read-time.ts';
import { spellOut } from './spell-out.ts';

/**
 * What the encoder reads of one object, before anything is hashed: nothing else of the object counts. The
 * buffers belong to the reader and are overwritten by its next call.
 */
export interface Reading {
  side: Side;
  /** Every text, one after the other, in the order of the fields; a place gives six (see {@link PLACE_TEXTS}). */
  text: string;
  /** The same as UTF-8, where somebody has made it since. */
  utf8: Uint8Array | undefined;
  /** How many texts there are. Text i is `text` from `textEnds[i − 1]` (0 for the first) to `textEnds[i]`. */
  textCount: number;
  textEnds: Uint32Array;
  /** The texts of field f are those from `fieldEnds[f − 1]` (0 for the first) to `fieldEnds[f]`. */
  fieldEnds: Uint32Array;
  /**
   * number, amount, duration and time fields: the value, the middle of a range or its known end; of times
   * milliseconds since 1970. NaN where there is none.
   */
  values: Float64Array;
  /** number, amount and duration fields: the ends of the range, NaN where open or unknown. */
  lows: Float64Array;
  highs: Float64Array;
  /** place fields: latitude and longitude by turns, in {@link UNITS_PER_DEGREE}, of each place that gives texts; {@link NO_PLACE} and 0 where unknown. */
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
 * Texts of a place come in triples of which the first is the town: each place gives two, [town, country, ''] and
 * [town, '', region]. The first has no town where the country is unknown, so that no pair counts twice.
 */
export const PLACE_TEXTS = 3;
/** Most tags, categories and places that are hashed of one field. */
const MAX_ITEMS = 64;

/** Stands between the categories of a joint field; a letter, so that it counts. */
const JOINT = 'a';

const VALUE_KINDS = new Set<string>(['number', 'amount', 'duration', 'time']);

/** A path such as attributes.minSalary or attributes.maximumAge names one end of a range. */
const END = /^(?:(min|low)|max|high)(?=imum|e?st|er|[A-Z_]|$)/;

/** A path of a field. */
interface Path {
  keys: readonly string[];
  /** The place of its first key among those of all paths. */
  first: number;
  /** Which end of a range it names. */
  end: 'low' | 'high' | null;
}

/** Creates the reader of a schema's fields. */
export function createReader({
  fields,
  lexicon,
}: {
  fields: readonly ReadField[];
  lexicon: Lexicon;
}): Reader {
  /** The first keys of all paths, and what the object that is read has at each. */
  const firsts = new Map<string, number>();
  const tops: unknown[] = [];
  const pathsOf = (side: Side): Path[][] =>
    fields.map(({ paths }) =>
      paths[side].map((keys) => {
        const [key = ''] = keys;
        const end = END.exec(keys.at(-1)!);
        if (!firsts.has(key)) firsts.set(key, tops.push(undefined) - 1);
        return { keys, first: firsts.get(key)!, end: end && (end[1] ? 'low' : 'high') };
      }),
    );
  const paths = { item: pathsOf('item'), profile: pathsOf('profile') };
  let root: unknown;
  const found: unknown[] = [];
  const holders: object[] = [];
  // To set a length takes longer than to take out the few that there are.
  const clear = (): void => {
    while (found.length > 0) {
      found.pop();
      holders.pop();
    }
  };
  const areValues = fields.map(({ kind }) => VALUE_KINDS.has(kind));
  const reading: Reading = {
    side: 'item',
    text: '',
    utf8: undefined,
    textCount: 0,
    textEnds: new Uint32Array(64),
    fieldEnds: new Uint32Array(fields.length),
    values: new Float64Array(fields.length),
    lows: new Float64Array(fields.length),
    highs: new Float64Array(fields.length),
    coordinates: fields.map(() => []),
  };

  /** Looks up the first keys of all paths at once: most of them lead nowhere. */
  function open(object: unknown): void {
    root = object;
    tops.fill(undefined);
    if (typeof object !== 'object' || object === null || Array.isArray(object)) return;
    const record = object as Record<string, unknown>;
    if (Object.getPrototypeOf(object) === Object.prototype) {
      for (const key in record) {
        const first = firsts.get(key);
        if (first !== undefined) tops[first] = record[key];
      }
    } else for (const [key, first] of firsts) tops[first] = record[key];
  }

  /** Adds what a path leads to to `found`. */
  function find({ keys, first }: Path): void {
    const top = tops[first];
    if (top !== undefined && top !== null)
      collectFrom(top, keys, 1, found, root as object, holders);
    else if (Array.isArray(root)) collectPath(root, keys, found, holders);
  }

  function add(text: string): void {
    reading.text += text;
    if (reading.textCount === reading.textEnds.length) {
      const longer = new Uint32Array(2 * reading.textCount);
      longer.set(reading.textEnds);
      reading.textEnds = longer;
    }
    reading.textEnds[reading.textCount++] = reading.text.length;
  }

  function readTexts(field: ReadField, f: number): void {
    const { kind, vocabulary, joint } = field;
    if (kind === 'tags') {
      for (const tag of readTags(found, MAX_ITEMS, vocabulary, lexicon)) add(tag);
    } else if (joint) {
      add(jointText(found));
    } else if (kind === 'text') {
      for (const value of found) {
        const text = readText(value);
        if (text === '') continue;
        add(vocabulary === undefined ? text : spellOut(text, lexicon, vocabulary));
      }
    } else {
      const most = reading.textCount + MAX_ITEMS;
      for (let i = 0; i < found.length && i < MAX_ITEMS; i++) readOne(field, found[i], f);
      if (kind !== 'category' || reading.textCount <= most) return;
      // A value may name several: no more of them are hashed than there may be values.
      reading.textCount = most;
      reading.text = reading.text.slice(0, reading.textEnds[most - 1]);
    }
  }

  function readOne(field: ReadField, value: unknown, f: number): void {
    const { kind, vocabulary, names } = field;
    if (kind === 'place') return readPlaceInto(value, f);
    if (names !== undefined) {
      for (const name of readNames(value, names, field.near, lexicon)) add(name);
      return;
    }
    if (kind === 'category' && vocabulary === undefined) return add(categoryText(value));
    if (kind === 'category') {
      for (const category of readCategory(value, vocabulary!, lexicon)) add(category);
      return;
    }
    const flag = readFlag(value, lexicon);
    if (flag !== undefined) add(String(flag));
  }

  function readPlaceInto(value: unknown, f: number): void {
    const place = readPlace(value, lexicon);
    if (place === undefined) return;
    const { town, region, country, latitude, longitude } = place;
    add(country && town);
    add(country);
    add('');
    add(town);
    add('');
    add(region);
    const isKnown = latitude !== undefined && longitude !== undefined;
    reading.coordinates[f]!.push(
      isKnown ? roundHalfUp(latitude * UNITS_PER_DEGREE) : NO_PLACE,
      isKnown ? roundHalfUp(longitude * UNITS_PER_DEGREE) : 0,
    );
  }

  /** Of paths the first that gives a value, or, of those that name an end of a range, of each end the first. */
  function readValue(field: ReadField, f: number, now: number): void {
    let low = NaN;
    let high = NaN;
    for (const path of paths[reading.side][f]!) {
      clear();
      find(path);
      if (found.length === 0) continue;
      const range = field.kind === 'time' ? timeOf(field) : rangeOf(field, now);
      if (range === undefined) continue;
      const { end } = path;
      if (end === null) {
        if (Number.isNaN(low) && Number.isNaN(high)) ({ low, high } = range);
        break;
      }
      if (end === 'high') high = Number.isNaN(high) ? middleOf(range) : high;
      else low = Number.isNaN(low) ? middleOf(range) : low;
    }
    const range = orderedRange(low, high);
    if (range === undefined) return;
    reading.lows[f] = range.low;
    reading.highs[f] = range.high;
    reading.values[f] = middleOf(range);
  }

  function timeOf({ end }: ReadField): Range | undefined {
    for (const value of found) {
      const time = readTime(value, lexicon, end);
      if (Math.abs(time) < ONGOING) return { low: time, high: time };
    }
    return undefined;
  }

  function rangeOf({ kind, per, min, max }: ReadField, now: number): Range | undefined {
    for (let i = 0; i < found.length; i++) {
      const value = found[i];
      const range =
        kind === 'amount'
          ? readAmount(value, { per, min, max }, lexicon, holders[i])
          : kind === 'duration'
            ? readDuration(value, lexicon)
            : readNumber(value, lexicon, max);
      if (range !== undefined) return range;
    }
    const months = kind === 'duration' ? coveredMonths(found, now, lexicon) : undefined;
    return months === undefined ? undefined : { low: months, high: months };
  }

  return (side, object, now) => {
    reading.side = side;
    reading.text = '';
    reading.utf8 = undefined;
    reading.textCount = 0;
    open(object);
    for (let f = 0; f < fields.length; f++) {
      const field = fields[f]!;
      reading.values[f] = reading.lows[f] = reading.highs[f] = NaN;
      if (reading.coordinates[f]!.length > 0) reading.coordinates[f] = [];
      if (areValues[f]) readValue(field, f, now);
      else {
        clear();
        for (const path of paths[side][f]!) find(path);
        if (found.length > 0) readTexts(field, f);
      }
      reading.fieldEnds[f] = reading.textCount;
    }
    clear();
    open(undefined);
    return reading;
  };
}

/** The categories among values as one: those that differ, sorted, so that neither order nor repeats count. */
function jointText(values: readonly unknown[]): string {
  const texts = new Set(values.slice(0, MAX_ITEMS).map(categoryText));
  texts.delete('');
  return [...texts].sort().join(JOINT);
}
