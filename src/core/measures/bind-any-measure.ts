import type { ProfileEvidence } from '../features/evidence.ts';
import { matchFeature } from '../features/match-feature.ts';
import { mentionFeature } from '../features/mention-feature.ts';
import type { MeasureSource } from '../features/measure.ts';
import type { Schema } from '../features/schema.ts';
import { bindMeasure, LIMIT_KINDS, type Binds } from './bind-measure.ts';
import type { Bind, Read } from './read.ts';

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

const ALL_KINDS: Binds = { ...LIMIT_KINDS, overlap: bindOverlap, mentions: bindMentions };

/** {@link bindMeasure} of any kind. */
export function bindAnyMeasure(
  schema: Schema,
  source: MeasureSource,
  evidence: ProfileEvidence,
): Read {
  return bindMeasure(schema, source, evidence, ALL_KINDS);
}

/**
 * The value of a carried measure between a profile and one item: a number, or of a category its index among
 * `valuesOf` it; undefined where it is unknown. For many items use {@link bindAnyMeasure}.
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
  const value = bindAnyMeasure(schema, source, evidence)(view, at);
  return Number.isNaN(value) ? undefined : value;
}
