import { crossFeatures, FEATURES_PER_CROSS } from '../../core/features/crosses.ts';
import {
  DAY_MS,
  profileEvidence,
  writeJobEvidence,
  type ProfileEvidence,
} from '../../core/features/evidence.ts';
import { createFeaturizer } from '../../core/features/featurize.ts';
import type { Schema } from '../../core/features/schema.ts';
import type { JobPosting, Profile } from '../../core/types.ts';
import { encodeObjects, type EncodedObjects } from './encoded-objects.ts';
import { rarityOf } from './rarity.ts';

/** Jobs and profiles, featurized once for all networks of a run, and their evidence for crosses. */
export interface PairData {
  schema: Schema;
  jobs: EncodedObjects;
  profiles: EncodedObjects;
  jobIds: readonly string[];
  profileIds: readonly string[];
  jobIndex: ReadonlyMap<string, number>;
  profileIndex: ReadonlyMap<string, number>;
  jobObjects: readonly JobPosting[];
  profileObjects: readonly Profile[];
  /** Rarity by row of the student's table; evidence is made with it. */
  rarity: Uint8Array;
  crossFeatures: number;
  /** Jobs below this index are candidates; the rest, from taxonomies, only teach codes. */
  rankable: number;
  /**
   * Writes the cross features of (profile, job) pairs as the student sees them, scaled to 0 … 1.
   *
   * @param at time of the ranking, ms since 1970
   * @param out receives `crossFeatures` numbers a pair from `outAt`
   */
  crosses(
    profile: number,
    jobs: ArrayLike<number>,
    at: number,
    out: Float32Array,
    outAt: number,
  ): void;
}

const EVIDENCE_CACHE = 2000;

/**
 * Featurizes tables for training.
 *
 * @param tableRows rows of the student's table
 * @param rankable how many jobs, from the first, are candidates; default all
 * @param now the time that stands for "today" where objects leave date ranges open, ms since 1970
 */
export function createPairData(
  schema: Schema,
  jobsById: ReadonlyMap<string, JobPosting>,
  profilesById: ReadonlyMap<string, Profile>,
  tableRows: number,
  now: number,
  rankable: number = jobsById.size,
): PairData {
  const jobIds = [...jobsById.keys()];
  const profileIds = [...profilesById.keys()];
  const jobObjects = [...jobsById.values()];
  const profileObjects = [...profilesById.values()];
  const jobs = encodeObjects(schema, 'job', jobObjects, now);
  const profiles = encodeObjects(schema, 'profile', profileObjects, now);
  const rarity = rarityOf(schema, jobObjects, tableRows, now);
  const featurize = createFeaturizer(schema, tableRows);

  const evidenceBytes = schema.evidenceBytes;
  const jobEvidence = new Uint8Array(evidenceBytes * jobs.count);
  for (const [i, job] of jobObjects.entries()) {
    const out = jobEvidence.subarray(i * evidenceBytes, (i + 1) * evidenceBytes);
    writeJobEvidence(schema, featurize('job', job, now), rarity, out);
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
    jobs,
    profiles,
    jobIds,
    profileIds,
    jobIndex: new Map(jobIds.map((id, i) => [id, i])),
    profileIndex: new Map(profileIds.map((id, i) => [id, i])),
    jobObjects,
    profileObjects,
    rarity,
    crossFeatures: count,
    rankable,
    crosses(profile, which, at, out, outAt) {
      const evidence = { ...evidenceOf(profile), today: Math.floor(at / DAY_MS) };
      for (let k = 0, to = outAt; k < which.length; k++) {
        crossFeatures(schema, evidence, jobEvidence, which[k]! * evidenceBytes, bytes, 0);
        for (let c = 0; c < count; c++, to++) out[to] = bytes[c]! / 127;
      }
    },
  };
}
