import { PocketRankError } from '../../../core/errors.ts';
import type { ProfileEvidence } from '../../../core/features/evidence.ts';
import { CROSS_KINDS, type Schema } from '../../../core/features/schema.ts';
import { CROSS_BYTES, CROSS_COUNT, TEXT_MATCH, TODAY } from './layout.ts';
import { MAX_PLACES, type MemoryPlan } from './memory-plan.ts';

/** Beyond this many days from 1970 every job is as old, or as new, as can be told. */
const DAY_LIMIT = 1_000_000;

/**
 * Writes a profile's evidence and the descriptors of the crosses that it knows; of the others, both features
 * are 0 whatever the job.
 *
 * @throws ENGINE_FAILED
 */
export function writeEvidence(
  schema: Schema,
  width: number,
  evidence: ProfileEvidence,
  plan: MemoryPlan,
  words: Int32Array,
  bytes: Uint8Array,
): void {
  const { today } = evidence;
  // A day that is no number makes jobs as old as can be, as in the definition.
  words[TODAY >> 2] = today <= DAY_LIMIT ? Math.max(today, -DAY_LIMIT) : DAY_LIMIT;
  let known = 0;
  for (const [c, cross] of schema.crosses.entries()) {
    const data = plan.crossData[c]!;
    let argument = 0;
    let placeCount = 0;
    if (cross.kind === 'match') {
      const keys = evidence.keys[c];
      if (keys === undefined) continue;
      bytes.set(keys, (argument = data));
    } else if (cross.kind === 'difference') {
      argument = evidence.bins[c]!;
      if (argument === 0) continue;
    } else if (cross.kind === 'distance') {
      const places = evidence.places[c]!;
      placeCount = places.length / 3;
      if (placeCount === 0) continue;
      if (placeCount > MAX_PLACES) {
        throw new PocketRankError('ENGINE_FAILED', `A profile has ${placeCount} places.`);
      }
      words.set(places, (argument = data) >> 2);
    }
    const kind = cross.perText ? TEXT_MATCH : CROSS_KINDS.indexOf(cross.kind);
    const at = width + cross.offset;
    const to = plan.crosses + known++ * CROSS_BYTES;
    words.set([kind, at, cross.slots, argument, placeCount, c], to >> 2);
  }
  words[CROSS_COUNT >> 2] = known;
}
