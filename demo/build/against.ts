import type { Item, Policy, RubricGrader, Profile } from 'pocketrank/distill';

/** A limit that leaves a grade of at most this strikes an ad out. */
const WEAK = 1;

/** Names of the policy's limits that tell of the ad alone: whoever reads it, nobody should be shown it. */
function limitsOfAds({ limits, caps }: Policy): Set<string> {
  const ofAds = [...limits, ...caps].filter(
    ({ cap, conditions }) =>
      cap <= WEAK && conditions.every(({ measure }) => measure.of === 'item'),
  );
  return new Set(ofAds.map(({ name }) => name));
}

/**
 * The policy's sentences against ads that nobody should be shown (fraud, money from applicants, expired), by the ad's id:
 * what its rubric, which reads prose and knows the trade, says of each.
 */
export function sentencesAgainst(
  items: readonly Item[],
  profile: Profile,
  policy: Policy,
  rubric: RubricGrader,
): Record<string, string> {
  const names = limitsOfAds(policy);
  const against: Record<string, string> = {};
  for (const item of items) {
    const { limits = [] } = rubric.grade(profile, item) as {
      limits?: { name: string; because: string }[];
    };
    const found = limits.find(({ name }) => names.has(name));
    if (found) against[String(item.identifier)] = found.because;
  }
  return against;
}
