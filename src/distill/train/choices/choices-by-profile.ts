import type { Choice } from '../data/interactions.ts';

/** What each profile chose, and what one of its choices counts. */
export interface ChoicesByProfile {
  /** Items by profile, in the order of the log. */
  readonly chosen: ReadonlyMap<number, ReadonlySet<number>>;
  /**
   * What one choice of a profile counts. It falls with the square root of how many there are, 1 on average over
   * choices: a few people choose a great deal, and not as others do.
   */
  worth(profile: number): number;
}

export function groupChoices(choices: readonly Choice[]): ChoicesByProfile {
  const chosen = new Map<number, Set<number>>();
  for (const { profile, item } of choices) {
    const own = chosen.get(profile);
    if (own === undefined) chosen.set(profile, new Set([item]));
    else own.add(item);
  }
  const worth = (profile: number): number => 1 / Math.sqrt(chosen.get(profile)!.size);
  const mean = choices.reduce((sum, { profile }) => sum + worth(profile), 0) / choices.length;
  return { chosen, worth: (profile) => worth(profile) / mean };
}
