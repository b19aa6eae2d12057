import type { ProfileEvidence } from '../features/evidence.ts';
import { profileOf } from '../features/facts.ts';
import type { ConditionSource, MeasureKind, MeasureSource } from '../features/measure.ts';
import type { Schema, Side } from '../features/schema.ts';
import { tokenHash } from '../features/token-hash.ts';
import {
  bindAtLeast,
  bindAtMost,
  bindDifference,
  bindRatio,
  bindWithin,
} from './compare-numbers.ts';
import { bindArea, bindDistance } from './compare-places.ts';
import { bindContains, bindCoverage, bindGrade } from './compare-sets.ts';
import { bindAge, bindUntil } from './compare-times.ts';
import {
  factOf,
  found,
  loadHashes,
  placeOf,
  resultOf,
  UNKNOWN,
  type Bind,
  type Read,
} from './read.ts';
import { bindCount, bindNumber, bindValue } from './tell-own.ts';
import { valuesOf } from './values.ts';

/** What reads the measures of each kind. */
export type Binds = Readonly<Partial<Record<MeasureKind, Bind>>>;

/** The kinds that limits may name: all but overlap, which each model weighs otherwise. */
export const LIMIT_KINDS: Binds = {
  coverage: bindCoverage,
  contains: bindContains,
  same: bindContains,
  grade: bindGrade,
  ratio: bindRatio,
  difference: bindDifference,
  within: bindWithin,
  atMost: bindAtMost,
  atLeast: bindAtLeast,
  distance: bindDistance,
  area: bindArea,
  age: bindAge,
  until: bindUntil,
  value: bindValue,
  number: bindNumber,
  count: bindCount,
};

/**
 * Makes a measure ready for a profile: what reads its value of any item. The same for every program and engine.
 *
 * @param source a carried measure of the schema; of a taught one nothing is known, nor of one of no such kind
 */
export function bindMeasure(
  schema: Schema,
  source: MeasureSource,
  evidence: ProfileEvidence,
  kinds = LIMIT_KINDS,
): Read {
  const { kind, unless } = source;
  const item = factOf(schema, 'item', source.item);
  const profile = factOf(schema, 'profile', profileOf(schema.fields, source));
  const read = kinds[kind]?.({ schema, source, item, profile, evidence }) ?? UNKNOWN;
  if (unless === undefined) return read;
  const values = valuesOf(source);
  const waived = resultOf(values, source.waived);
  const above = resultOf(values, unless.above as number | string);
  const isWaived = holds(schema, 'profile', unless.profile)(evidence.facts, 0);
  const waives = holds(schema, 'item', unless.item);
  return (view, at) => {
    const value = read(view, at);
    // Without a bound every value is waived: comparisons with NaN are false.
    return (isWaived || waives(view, at)) && !(value <= above) ? waived : value;
  };
}

/** Whether a side meets a condition; without one it does not. */
function holds(
  schema: Schema,
  side: Side,
  condition: ConditionSource | undefined,
): (view: DataView, at: number) => boolean {
  const fact = factOf(schema, side, condition?.field);
  if (fact === undefined) return () => false;
  const hashes = Uint32Array.from([condition!.is].flat(), (value) => tokenHash(fact.field, value));
  return (view, at) => {
    const count = loadHashes(view, at, fact);
    for (let i = 0; i < count; i++) if (placeOf(found[i]!, hashes) >= 0) return true;
    return false;
  };
}
