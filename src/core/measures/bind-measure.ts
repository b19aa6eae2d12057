import type { ProfileEvidence } from '../features/evidence.ts';
import { profileOf } from '../features/facts.ts';
import type { ConditionSource, MeasureKind, MeasureSource } from '../features/measure.ts';
import type { Schema, Side } from '../features/schema.ts';
import { mentionFeature } from '../features/mention-feature.ts';
import { matchFeature } from '../features/match-feature.ts';
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

/** The share of the item's tokens, in 127ths, that its cross finds. */
const bindOverlap: Bind = ({ schema, source, evidence }) => {
  const c = schema.crosses.findIndex(({ name }) => name === source.name);
  const keys = evidence.keys[c];
  if (keys === undefined) return undefined;
  const cross = schema.crosses[c]!;
  let bytes: Uint8Array = new Uint8Array(0);
  return (view, at) => {
    const from = at + cross.offset;
    if (view.getUint16(from, true) === 0) return NaN;
    if (bytes.buffer !== view.buffer || bytes.byteOffset !== view.byteOffset) {
      bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    }
    return matchFeature(cross, bytes, from, (key) => keys.includes(key)) / 127;
  };
};

/** The share of what is compared, in 127ths, that its cross finds. */
const bindMentions: Bind = ({ schema, source, evidence }) => {
  const c = schema.crosses.findIndex(({ name }) => name === source.name);
  const known = evidence.mentions[c];
  if (known === undefined) return undefined;
  return (view, at) => {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    const value = mentionFeature(c, schema.crosses[c]!, schema.terms!, known, bytes, at);
    return value < 0 ? NaN : value / 127;
  };
};

const KINDS: Readonly<Partial<Record<MeasureKind, Bind>>> = {
  overlap: bindOverlap,
  mentions: bindMentions,
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
 * @param source a carried measure of the schema; of a taught one nothing is known
 */
export function bindMeasure(
  schema: Schema,
  source: MeasureSource,
  evidence: ProfileEvidence,
): Read {
  const { kind, unless } = source;
  const item = factOf(schema, 'item', source.item);
  const profile = factOf(schema, 'profile', profileOf(schema.fields, source));
  const read = KINDS[kind]?.({ schema, source, item, profile, evidence }) ?? UNKNOWN;
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

/**
 * The value of a carried measure between a profile and one item: a number, or of a category its index among
 * `valuesOf` it; undefined where it is unknown. For many items use {@link bindMeasure}.
 *
 * @param at where the evidence of the item starts in `code`
 */
export function measureValue(
  schema: Schema,
  source: MeasureSource,
  code: Uint8Array,
  at: number,
  evidence: ProfileEvidence,
): number | undefined {
  const view = new DataView(code.buffer, code.byteOffset, code.byteLength);
  const value = bindMeasure(schema, source, evidence)(view, at);
  return Number.isNaN(value) ? undefined : value;
}
