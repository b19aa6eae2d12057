import { DAY_MS, type ProfileEvidence } from '../../core/features/evidence.ts';
import { foldProfile, type Query } from '../../core/student/fold.ts';
import type { StudentParameters } from '../../core/student/parameters.ts';
import type { Profile } from '../../core/types.ts';
import { contentKey } from './content-key.ts';
import type { KnownItems } from './known-items.ts';

/** A profile as the head takes it: it holds for the same content on the same day. */
export interface FoldedProfile {
  key: number;
  day: number;
  evidence: ProfileEvidence;
  query: Query;
}

/** Creates the folding of profiles into the head. It remembers the last one. @throws INVALID_PROFILE */
export function createProfileFolder(
  parameters: StudentParameters,
  known: KnownItems,
): (profile: Profile, day: number) => FoldedProfile {
  let last: FoldedProfile | undefined;
  return (profile, day) => {
    const now = day * DAY_MS;
    const reading = known.encoder.read('profile', profile, now);
    const key = contentKey(reading);
    if (last?.key === key && last.day === day) return last;
    const { dense, evidence } = known.encoder.readProfile(reading, now);
    return (last = { key, day, evidence, query: foldProfile(parameters, dense) });
  };
}
