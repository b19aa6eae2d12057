import { nearestProximity } from '../features/crosses.ts';
import { matchFeature } from '../features/match-feature.ts';
import { placesOf } from '../features/places-of.ts';
import { itemTerms, mentionFeature } from '../features/mention-feature.ts';
import type { Cross, Schema } from '../features/schema.ts';
import type { KnownTerms } from '../terms/profile-terms.ts';
import { UNIT } from '../math/rounding.ts';

/**
 * How alike two items are by each affinity: the cosine of their dense codes first, then one number a cross
 * of the schema, each 0 … 1 (the cosine −1 … 1). All from item codes.
 */
export type Affinities = (
  candidate: Uint8Array,
  candidateAt: number,
  past: Uint8Array,
  out: Float64Array,
) => void;

/** The names of the affinities, in the order of {@link Affinities}' output. */
export function affinityNames(schema: Schema): string[] {
  return ['content', ...schema.crosses.map((cross) => cross.name)];
}

/** Creates the comparison of item codes of one model. */
export function createAffinities(schema: Schema, width: number): Affinities {
  const { crosses, terms } = schema;
  let lastPast: Uint8Array | undefined;
  let known: (KnownTerms | undefined)[] = [];
  return (candidate, candidateAt, past, out) => {
    if (terms && past !== lastPast) {
      known = crosses.map((cross) =>
        cross.kind === 'mention' ? itemTerms(cross, terms, past, width + terms.at) : undefined,
      );
      lastPast = past;
    }
    let dot = 0;
    for (let d = 0; d < width; d++) {
      dot += ((candidate[candidateAt + d]! << 24) >> 24) * ((past[d]! << 24) >> 24);
    }
    out[0] = dot / (UNIT * UNIT);
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
  };
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
