import type { ProfileEvidence } from '../features/evidence.ts';
import { isNumeric, MORE, PLACE_BYTES } from '../features/facts.ts';
import { partOf, type MeasureSource, type RangeEnd } from '../features/measure.ts';
import type { Fact, Schema, Side } from '../features/schema.ts';

/**
 * The value of a measure between a profile and an item: a number, or of a category its index among the measure's
 * values; NaN where it is unknown. Exact operations alone, so every engine and program gets the same.
 *
 * @param item codes of items
 * @param at where the evidence of the item starts
 */
export type Read = (item: DataView, at: number) => number;

/** Nothing is known of any item. */
export const UNKNOWN: Read = () => NaN;

/** A measure and a profile: what its value is read by. */
export interface Comparison {
  schema: Schema;
  source: MeasureSource;
  /** Where the sides have what is compared; undefined where the measure has no such side. */
  item: Fact | undefined;
  profile: Fact | undefined;
  evidence: ProfileEvidence;
}

/** Makes a measure of one kind ready for a profile; undefined where that profile makes it unknown for any item. */
export type Bind = (comparison: Comparison) => Read | undefined;

/** Hashes of the values of one side, `found[0]` to the count that {@link loadHashes} returned. */
export const found = new Uint32Array(64);

/** Whether the side has further values that its code has no room for; of {@link loadHashes}' last call. */
export let hasMore = false;

/** Finds the hashes of a field's values, or of a part of its places; returns how many there are. */
export function loadHashes(view: DataView, at: number, fact: Fact, part = 0): number {
  const isWhole = part > 0 && fact.part === 0;
  const step = isWhole ? PLACE_BYTES : 4;
  let count = 0;
  hasMore = false;
  for (
    let i = 0, from = at + fact.at + (isWhole ? 4 * part : 0);
    i < fact.slots;
    i++, from += step
  ) {
    const hash = view.getUint32(from, true);
    if (hash === MORE) hasMore = true;
    else if (hash !== 0) found[count++] = hash;
    else if (part === 0) break;
  }
  return count;
}

/** The hashes of a profile's values. */
export function profileHashes({ source, profile, evidence }: Comparison): Uint32Array {
  return found.slice(0, profile ? loadHashes(evidence.facts, 0, profile, partOf(source)) : 0);
}

/** Where a hash stands among others, −1 where it does not. They are few: this is faster than any set. */
export function placeOf(hash: number, hashes: Uint32Array): number {
  let i = hashes.length - 1;
  while (i >= 0 && hashes[i] !== hash) i--;
  return i;
}

/** The number of a field, by the end of its range that counts; the other end where that one is open. */
export function readNumber(
  view: DataView,
  at: number,
  fact: Fact,
  end: RangeEnd = 'middle',
): number {
  if (!isNumeric(fact.field.kind)) return NaN;
  const low = view.getFloat32(at + fact.at, true);
  const high = view.getFloat32(at + fact.at + 4, true);
  if (Number.isNaN(low)) return high;
  if (Number.isNaN(high)) return low;
  const share = typeof end === 'number' ? end : { low: 0, middle: 0.5, high: 1 }[end];
  return low + share * (high - low);
}

/** A profile's number. */
export function profileNumber({ profile, evidence, source }: Comparison): number {
  return profile === undefined ? NaN : readNumber(evidence.facts, 0, profile, source.profileEnd);
}

/** A result as it is stated: a number, or the index of a category's value. */
export function resultOf(values: readonly string[], result: string | number | undefined): number {
  return typeof result === 'string' ? values.indexOf(result) : (result ?? NaN);
}

/** What one of the field's units is in the measure's: a duration, in months, may be told in years. */
export function unitOf({ unit }: MeasureSource, { field }: Fact): number {
  return field.kind === 'duration' && unit === 'years' ? 1 / 12 : 1;
}

/** Where the facts of a field lie, by its name. */
export function factOf(schema: Schema, side: Side, name: string | undefined): Fact | undefined {
  return schema.facts[side].find(({ field }) => field.name === name);
}
