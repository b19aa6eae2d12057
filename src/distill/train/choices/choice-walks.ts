import type { Random } from '../../../core/math/random.ts';
import { append } from '../../../core/math/append.ts';
import { groupChoices } from './choices-by-profile.ts';
import type { Choice } from '../data/interactions.ts';

/** Walks from each choice; as many as make a row of targets as good as the exact distribution. */
const WALKS = 16;

/**
 * What people would choose by what others chose: from each choice of a profile, over somebody who chose the same
 * item, to any of that person's choices (the walk of two steps on the graph of choices: P3 of Cooper et al., WWW
 * 2014). So an item that few chose learns from those who choose what its choosers choose; where there is nobody
 * else, the walk comes back to the item.
 */
export interface ChoiceWalks {
  /** The profiles that chose anything, in the order of the log. */
  readonly profiles: readonly number[];
  /** How many choices name each item: by item, in the order of the log. */
  readonly counts: ReadonlyMap<number, number>;
  /**
   * Where walks of a profile end: `put` may be called several times for an item, and what it is given adds up to
   * what the profile's choices count together. The mean of many calls is the exact distribution.
   */
  walk(profile: number, random: Random, put: (item: number, mass: number) => void): void;
}

export function createChoiceWalks(choices: readonly Choice[]): ChoiceWalks {
  const { chosen, worth } = groupChoices(choices);
  const itemsOf = new Map([...chosen].map(([profile, items]) => [profile, [...items]]));
  const choosersOf = new Map<number, number[]>();
  for (const [profile, items] of itemsOf) {
    for (const item of items) append(choosersOf, item, profile);
  }
  return {
    profiles: [...itemsOf.keys()],
    counts: new Map([...choosersOf].map(([item, choosers]) => [item, choosers.length])),
    walk(profile, random, put) {
      const mass = worth(profile) / WALKS;
      for (const item of itemsOf.get(profile)!) {
        const choosers = choosersOf.get(item)!;
        for (let k = 0; k < WALKS; k++) put(random.pick(itemsOf.get(random.pick(choosers))!), mass);
      }
    },
  };
}
