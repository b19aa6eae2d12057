import { nearestProximity } from '../features/crosses.ts';
import { matchFeature } from '../features/match-feature.ts';
import { placesOf } from '../features/places-of.ts';
import { itemTerms, mentionFeature } from '../features/mention-feature.ts';
import type { Cross, Schema } from '../features/schema.ts';
import type { KnownTerms } from '../terms/profile-terms.ts';
import { UNIT } from '../math/rounding.ts';

/**
 * How alike two items are by each affinity: the cosine of their dense codes first, then one number a cross
 * of the schema, each 0 … 1 (the cosine −1 … 1); then, where codes have room for it, how much the same people
 * choose both by the log, −1 … 1 and 0 where it says nothing. All from item codes.
 */
export type Affinities = (
  candidate: Uint8Array,
  candidateAt: number,
  past: Uint8Array,
  out: Float64Array,
) => void;

/** The affinity of items that the same people choose. */
export const TOGETHER = 'together';

/** The names of the affinities, in the order of {@link Affinities}' output. */
export function affinityNames(schema: Schema): string[] {
  const names = ['content', ...schema.crosses.map((cross) => cross.name)];
  return schema.togetherBytes > 0 ? [...names, TOGETHER] : names;
}

/** Creates the comparison of item codes of one model. */
export function createAffinities(schema: Schema, width: number): Affinities {
  const { crosses, terms, togetherBytes } = schema;
  const togetherAt = togetherFrom(schema, width);
  let lastPast: Uint8Array | undefined;
  let known: (KnownTerms | undefined)[] = [];
  return (candidate, candidateAt, past, out) => {
    if (terms && past !== lastPast) {
      known = crosses.map((cross) =>
        cross.kind === 'mention' ? itemTerms(cross, terms, past, width + terms.at) : undefined,
      );
      lastPast = past;
    }
    out[0] = dotCodes(candidate, candidateAt, past, 0, width) / (UNIT * UNIT);
    for (let c = 0; c < crosses.length; c++) {
      const cross = crosses[c]!;
      if (cross.kind === 'mention') {
        const at = candidateAt + width + terms!.at;
        const value = mentionFeature(c, cross, terms!, known[c]!, candidate, at);
        out[c + 1] = Math.max(0, value) / 127;
        continue;
      }
      out[c + 1] = compare(
        cross,
        candidate,
        candidateAt + width + cross.offset,
        past,
        width + cross.offset,
      );
    }
    if (togetherBytes === 0) return;
    const dot = dotCodes(candidate, candidateAt + togetherAt, past, togetherAt, togetherBytes);
    out[crosses.length + 1] = dot / (UNIT * UNIT);
  };
}

/** Where in a code stands what a log says of who chooses the item. */
export function togetherFrom({ evidenceBytes, togetherBytes }: Schema, width: number): number {
  return width + evidenceBytes - togetherBytes;
}

/** Whether a log says anything of who chooses an item, by its code. */
export function hasTogether(schema: Schema, width: number, code: Uint8Array, at: number): boolean {
  const from = at + togetherFrom(schema, width);
  for (let i = from; i < from + schema.togetherBytes; i++) if (code[i] !== 0) return true;
  return false;
}

/** The dot product of signed bytes. */
export function dotCodes(
  a: Uint8Array,
  aAt: number,
  b: Uint8Array,
  bAt: number,
  length: number,
): number {
  let dot = 0;
  for (let d = 0; d < length; d++) {
    dot += ((a[aAt + d]! << 24) >> 24) * ((b[bAt + d]! << 24) >> 24);
  }
  return dot;
}

function compare(cross: Cross, a: Uint8Array, aAt: number, b: Uint8Array, bAt: number): number {
  switch (cross.kind) {
    case 'match':
      return matchFeature(cross, a, aAt, (key) => hasKey(b, bAt, cross.bytes, key)) / 127;
    case 'difference':
      return a[aAt] === 0 || b[bAt] === 0 ? 0 : Math.max(0, 1 - Math.abs(a[aAt]! - b[bAt]!) / 64);
    case 'distance':
      return (
        Math.max(0, nearestProximity(placesOf(b, bAt, cross.slots), a, aAt, cross.slots)) / 127
      );
    default:
      return 0;
  }
}

function hasKey(code: Uint8Array, at: number, bytes: number, key: number): boolean {
  for (let i = at; i < at + bytes; i += 3) {
    if ((code[i]! | (code[i + 1]! << 8)) === key) return true;
  }
  return false;
}
