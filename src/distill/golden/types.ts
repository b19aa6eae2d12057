import type { GradeValue, Item, Profile } from '../../core/types.ts';

/**
 * Where a pair of the sample comes from: `stated` pairs are graded already (by people, say) and are graded
 * again to compare; `hard`, `borderline` and `easy` are found by the current student, or without one by
 * shared words.
 */
export const STRATA = ['stated', 'hard', 'borderline', 'easy'] as const;
export type Stratum = (typeof STRATA)[number];

/** A pair to grade. */
export interface GoldenPair {
  profileId: string;
  itemId: string;
  profile: Profile;
  item: Item;
  stratum: Stratum;
}

/** A pair that got a grade. */
export interface GradedPair {
  pair: GoldenPair;
  grade: GradeValue;
  /** One or two sentences that say why. */
  rationale: string;
  /** The grade on a continuous scale, 0–4, for soft labels, where the grader gives one. */
  score?: number;
  /** Level by criterion, null where there is no evidence, where the grader gives them. */
  criteria?: Readonly<Record<string, GradeValue | null>>;
  /** Ids of the hard limits and caps that hold, where the grader gives them. */
  limits?: readonly string[];
}

/** What came of a pair: a grade, or the reason why the grader gives none. */
export type GradeOutcome = GradedPair | { pair: GoldenPair; grade: undefined; reason: string };

/** The identity of a pair as a key. */
export function pairKey({ profileId, itemId }: { profileId: string; itemId: string }): string {
  return JSON.stringify([profileId, itemId]);
}
