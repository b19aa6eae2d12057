import { crossFeatures, FEATURES_PER_CROSS } from '../../../core/features/crosses.ts';
import {
  DAY_MS,
  profileEvidence,
  writeItemEvidence,
  type ProfileEvidence,
} from '../../../core/features/evidence.ts';
import { createFeaturizer } from '../../../core/features/featurize.ts';
import type { Schema } from '../../../core/features/schema.ts';
import type { Item, Profile } from '../../../core/types.ts';
import { checkHeap } from '../../memory/check-heap.ts';
import { encodeObjects, type EncodedObjects } from './encoded-objects.ts';
import { rarityOf } from './rarity.ts';

/** Items and profiles, featurized once for all networks of a run, and their evidence for crosses. */
export interface PairData {
  schema: Schema;
  items: EncodedObjects;
  profiles: EncodedObjects;
  itemIds: readonly string[];
  profileIds: readonly string[];
  itemIndex: ReadonlyMap<string, number>;
  profileIndex: ReadonlyMap<string, number>;
  itemObjects: readonly Item[];
  profileObjects: readonly Profile[];
  /** Rarity by row of the student's table; evidence is made with it. */
  rarity: Uint8Array;
  crossFeatures: number;
  /** The keys of what an item's texts name, and of what a profile may name; none where no measure asks. */
  namedBy(item: number): readonly number[];
  knownBy(profile: number): readonly number[];
  /** Items below this index are candidates; the rest, from taxonomies, only teach codes. */
  rankable: number;
  /**
   * Writes the cross features of (profile, item) pairs as the student sees them, scaled to 0 … 1.
   *
   * @param at time of the ranking, ms since 1970
   * @param out receives `crossFeatures` numbers a pair from `outAt`
   */
  crosses(
    profile: number,
    items: ArrayLike<number>,
    at: number,
    out: Float32Array,
    outAt: number,
  ): void;
}

const EVIDENCE_CACHE = 2000;
/** Objects between two looks at the memory. */
const OBJECTS_PER_LOOK = 1000;

/**
 * Featurizes tables for training.
 *
 * @param tableRows rows of the student's table
 * @param rankable how many items, from the first, are candidates; default all
 * @param now the time that stands for "today" where objects leave date ranges open, ms since 1970
 */
export function createPairData(
  schema: Schema,
  itemsById: ReadonlyMap<string, Item>,
  profilesById: ReadonlyMap<string, Profile>,
  tableRows: number,
  now: number,
  rankable: number = itemsById.size,
): PairData {
  const itemIds = [...itemsById.keys()];
  const profileIds = [...profilesById.keys()];
  const itemObjects = [...itemsById.values()];
  const profileObjects = [...profilesById.values()];
  const items = encodeObjects(schema, 'item', itemObjects, now);
  const profiles = encodeObjects(schema, 'profile', profileObjects, now);
  const rarity = rarityOf(schema, itemObjects, tableRows, now);
  const featurize = createFeaturizer(schema, tableRows);

  const evidenceBytes = schema.evidenceBytes;
  const itemEvidence = new Uint8Array(evidenceBytes * items.count);
  for (const [i, item] of itemObjects.entries()) {
    if (i % OBJECTS_PER_LOOK === 0) checkHeap(`Comparing ${itemObjects.length} items`);
    const out = itemEvidence.subarray(i * evidenceBytes, (i + 1) * evidenceBytes);
    writeItemEvidence(schema, featurize('item', item, now), rarity, out);
  }

  const cache = new Map<number, ProfileEvidence>();
  function evidenceOf(profile: number): ProfileEvidence {
    let evidence = cache.get(profile);
    if (evidence === undefined) {
      const object = profileObjects[profile];
      evidence = profileEvidence(schema, featurize('profile', object, now), now);
      if (cache.size >= EVIDENCE_CACHE) cache.clear();
      cache.set(profile, evidence);
    }
    return evidence;
  }

  const count = FEATURES_PER_CROSS * schema.crosses.length;
  const bytes = new Uint8Array(count);
  return {
    schema,
    items,
    profiles,
    itemIds,
    profileIds,
    itemIndex: new Map(itemIds.map((id, i) => [id, i])),
    profileIndex: new Map(profileIds.map((id, i) => [id, i])),
    itemObjects,
    profileObjects,
    rarity,
    crossFeatures: count,
    namedBy(item) {
      const { terms } = schema;
      const from = item * evidenceBytes;
      const view = new DataView(itemEvidence.buffer, from, evidenceBytes);
      const length = terms === undefined ? 0 : Math.min(view.getUint8(terms.at), terms.slots);
      return Array.from({ length }, (_, i) => view.getUint16(terms!.at + 1 + 2 * i, true));
    },
    knownBy(profile) {
      const c = schema.crosses.findIndex(({ kind, ofItem }) => kind === 'mention' && !ofItem);
      return [...(c < 0 ? [] : (evidenceOf(profile).mentions[c]?.keys ?? []))];
    },
    rankable,
    crosses(profile, which, at, out, outAt) {
      const evidence = { ...evidenceOf(profile), today: Math.floor(at / DAY_MS) };
      for (let k = 0, to = outAt; k < which.length; k++) {
        crossFeatures(schema, evidence, itemEvidence, which[k]! * evidenceBytes, bytes, 0);
        for (let c = 0; c < count; c++, to++) out[to] = bytes[c]! / 127;
      }
    },
  };
}
