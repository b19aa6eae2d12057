import { itemTerms } from '../../../core/features/mention-feature.ts';
import { placesOf } from '../../../core/features/places-of.ts';
import type { Schema } from '../../../core/features/schema.ts';
import {
  CROSS_BYTES,
  CROSS_COUNT,
  CROSSES,
  DISTANCE,
  MATCH,
  NEARNESS,
  NOWHERE,
  PROFILE,
  TEXT_MATCH,
} from './layout.ts';
import type { MemoryPlan } from './memory-plan.ts';
import type { MemoryViews } from './memory-views.ts';
import { kernelKind } from './write-evidence.ts';
import { writeMention } from './write-mention.ts';

/** Writes an item of the past as what other items are compared with: its dense code, and its crosses. */
export function writePast(
  schema: Schema,
  width: number,
  past: Uint8Array,
  plan: MemoryPlan,
  views: MemoryViews,
  isWanted?: readonly boolean[],
): void {
  const { words, halves, bytes } = views;
  bytes.set(past.subarray(0, width), plan.of(PROFILE));
  words[CROSS_COUNT >> 2] = schema.crosses.length;
  for (const [c, cross] of schema.crosses.entries()) {
    const at = width + cross.offset;
    const data = plan.crossData[c]!;
    let kind = NEARNESS;
    let argument = NOWHERE;
    let count = 0;
    const wanted = isWanted?.[c] === false ? undefined : cross.kind;
    if (wanted === 'match') {
      kind = cross.perText ? TEXT_MATCH : MATCH;
      argument = data;
      for (let i = at; i < at + cross.bytes; i += 3) {
        const key = past[i]! | (past[i + 1]! << 8);
        if (key > 0) halves[(data >> 1) + count++] = key;
      }
    } else if (wanted === 'difference') {
      argument = past[at] || NOWHERE;
    } else if (wanted === 'distance') {
      kind = DISTANCE;
      argument = data;
      const places = placesOf(past, at, cross.slots);
      words.set(places, data >> 2);
      count = places.length / 3;
    } else if (wanted === 'mention') {
      const terms = itemTerms(cross, schema.terms!, past, at);
      kind = kernelKind(cross);
      argument = data;
      count = terms.total;
      writeMention(terms, data, views);
    }
    words.set(
      [kind, at, cross.slots, argument, count, c],
      (plan.of(CROSSES) + c * CROSS_BYTES) >> 2,
    );
  }
}
