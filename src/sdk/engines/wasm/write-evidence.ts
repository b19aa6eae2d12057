import { PocketRankError } from '../../../core/errors.ts';
import type { ProfileEvidence } from '../../../core/features/evidence.ts';
import { CROSS_KINDS, type Cross, type Schema } from '../../../core/features/schema.ts';
import { CROSS_BYTES, CROSS_COUNT, CROSSES, ITEM_MENTION, MENTION, TEXT_MATCH } from './layout.ts';
import { MAX_PLACES, type MemoryPlan } from './memory-plan.ts';
import type { MemoryViews } from './memory-views.ts';
import { writeMention } from './write-mention.ts';

/** The last day that an item can tell. */
const MAX_DAY = 0xffff;

/**
 * Writes a profile's evidence and the descriptors of the crosses that it knows; of the others, both features
 * are 0 whatever the item.
 *
 * @throws ENGINE_FAILED
 */
export function writeEvidence(
  schema: Schema,
  width: number,
  evidence: ProfileEvidence,
  plan: MemoryPlan,
  views: MemoryViews,
): void {
  const { words, halves } = views;
  let known = 0;
  for (const [c, cross] of schema.crosses.entries()) {
    const data = plan.crossData[c]!;
    let argument = 0;
    let count = 0;
    if (cross.kind === 'match') {
      const keys = evidence.keys[c];
      if (keys === undefined) continue;
      count = keys.length;
      halves.set(keys, (argument = data) >> 1);
    } else if (cross.kind === 'difference') {
      const bin = evidence.bins[c]!;
      if (bin === 0) continue;
      // A quarter of that is the feature.
      count = 256 - bin;
    } else if (cross.kind === 'distance') {
      const places = evidence.places[c]!;
      count = places.length / 3;
      if (count === 0) continue;
      if (count > MAX_PLACES) {
        throw new PocketRankError('ENGINE_FAILED', `A profile has ${count} places.`);
      }
      words.set(places, (argument = data) >> 2);
    } else if (cross.kind === 'mention') {
      const terms = evidence.mentions[c];
      if (terms === undefined) continue;
      writeMention(terms, (argument = data), views);
      count = terms.total;
    } else {
      // 127 − (today − day). A day that is no number makes items as old as can be, as in the definition.
      const past = evidence.today - 127;
      argument = past < MAX_DAY ? Math.max(past, 0) : MAX_DAY;
      count = past < 0 ? Math.min(-past, 127) : 0;
    }
    const kind = kernelKind(cross);
    const at = width + cross.offset;
    const to = plan.of(CROSSES) + known++ * CROSS_BYTES;
    words.set([kind, at, cross.slots, argument, count, c], to >> 2);
  }
  words[CROSS_COUNT >> 2] = known;
}

/** What the kernel calls the kind of a cross. */
export function kernelKind({ kind, perText, ofItem }: Cross): number {
  if (kind === 'mention') return ofItem ? ITEM_MENTION : MENTION;
  return perText ? TEXT_MATCH : CROSS_KINDS.indexOf(kind);
}
