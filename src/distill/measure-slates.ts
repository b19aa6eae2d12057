import type { JobPosting, Profile, Slate } from '../core/types.ts';
import type { Material } from './material.ts';
import type { PairGrader } from './train/graded-lists.ts';

/** Slates are sampled down to about this many (slate, candidate) pairs: float networks are slow on long lists. */
const MAX_PAIRS = 300_000;

/** Jobs of a list that stands for a slate, where there are none. */
const CHOICE_CANDIDATES = 100;

/**
 * What a distillation can be measured on: the tables' slates, or, where there are none, what held-out profiles
 * chose among jobs drawn evenly.
 */
export function allSlates(material: Material): Slate[] {
  return material.slates.length > 0 ? material.slates : heldOutSlates(material);
}

/** What it is measured on: the same, sampled down evenly. */
export function measuredSlates(material: Material): Slate[] {
  const slates = allSlates(material);
  let pairs = 0;
  for (const { candidates } of slates) {
    pairs += candidates === '*' ? material.data.rankable : candidates.length;
  }
  const step = Math.max(1, Math.ceil(pairs / MAX_PAIRS));
  return slates.filter((_, i) => i % step === 0);
}

/** Of what a run's figures are, in words that stand beside each of them. */
export function sourceOf({ simulated, slates }: Pick<Material, 'simulated' | 'slates'>): string {
  return `${simulated ? 'simulated market, ' : ''}${slates.length > 0 ? 'validation slates' : 'held-out choices'}`;
}

/** One slate a held-out profile: what it chose among jobs drawn evenly. */
function heldOutSlates({ data, heldOut, logged, liked, now }: Material): Slate[] {
  return heldOut.flatMap((profile) => {
    const own = [...new Set(logged.get(profile) ?? [])];
    const gains = own.filter((job) => liked(profile, job));
    if (gains.length === 0) return [];
    const jobs = new Set(own);
    const stride = Math.max(1, Math.floor(data.rankable / CHOICE_CANDIDATES));
    for (
      let job = profile % stride;
      job < data.rankable && jobs.size < CHOICE_CANDIDATES;
      job += stride
    ) {
      jobs.add(job);
    }
    const slate: Slate = {
      id: `held-out-${data.profileIds[profile]!}`,
      profileId: data.profileIds[profile]!,
      at: now,
      candidates: [...jobs].sort((a, b) => a - b).map((job) => data.jobIds[job]!),
      gains: Object.fromEntries(gains.map((job) => [data.jobIds[job]!, 1])),
      history: [],
    };
    return [slate];
  });
}

/** A grade below this rounds to 1 or less: a poor match. */
const POOR_BELOW = 1.5;

/** Whether the policy grades a job a poor match for a profile; what it cannot grade is none. */
export function isPoorMatch(
  { data }: Material,
  grade: PairGrader,
): (profile: Profile, job: JobPosting) => boolean {
  const profileAt = new Map(data.profileObjects.map((profile, i) => [profile, i]));
  const jobAt = new Map(data.jobObjects.map((job, i) => [job, i]));
  return (profile, job) => (grade(profileAt.get(profile)!, jobAt.get(job)!) ?? 4) < POOR_BELOW;
}
