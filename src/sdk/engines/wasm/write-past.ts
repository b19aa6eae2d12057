import { placesOf } from '../../../core/features/evidence.ts';
import type { Schema } from '../../../core/features/schema.ts';
import {
  CROSS_BYTES,
  CROSS_COUNT,
  DISTANCE,
  MATCH,
  NEARNESS,
  NOTHING,
  TEXT_MATCH,
} from './layout.ts';
import { KEY_BYTES, type MemoryPlan } from './memory-plan.ts';

/** Writes a job of the past as what other jobs are compared with: its dense code, and its crosses. */
export function writePast(
  schema: Schema,
  width: number,
  past: Uint8Array,
  plan: MemoryPlan,
  words: Int32Array,
  bytes: Uint8Array,
  isWanted?: readonly boolean[],
): void {
  bytes.set(past.subarray(0, width), plan.unitVector);
  words[CROSS_COUNT >> 2] = schema.crosses.length;
  for (const [c, cross] of schema.crosses.entries()) {
    const at = width + cross.offset;
    const data = plan.crossData[c]!;
    let kind = NOTHING;
    let argument = data;
    let placeCount = 0;
    const wanted = isWanted?.[c] === false ? undefined : cross.kind;
    if (wanted === 'match') {
      kind = cross.perText ? TEXT_MATCH : MATCH;
      bytes.fill(0, data, data + KEY_BYTES);
      for (let i = at; i < at + cross.bytes; i += 3) {
        const key = past[i]! | (past[i + 1]! << 8);
        bytes[data + (key >> 3)]! |= 1 << (key & 7);
      }
    } else if (wanted === 'difference') {
      argument = past[at]!;
      if (argument !== 0) kind = NEARNESS;
    } else if (wanted === 'distance') {
      kind = DISTANCE;
      const places = placesOf(past, at, cross.slots);
      words.set(places, data >> 2);
      placeCount = places.length / 3;
    }
    words.set(
      [kind, at, cross.slots, argument, placeCount, c],
      (plan.crosses + c * CROSS_BYTES) >> 2,
    );
  }
}
