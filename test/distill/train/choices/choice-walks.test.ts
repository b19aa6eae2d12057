import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/core/math/random.ts';
import { createChoiceWalks } from '../../../../src/distill/train/choices/choice-walks.ts';
import { groupChoices } from '../../../../src/distill/train/choices/choices-by-profile.ts';

/** 0 and 1 share item 10; 1 and 2 share 11; 3 has an item that nobody else has. */
const choices = [
  [0, 10],
  [1, 10],
  [1, 11],
  [2, 11],
  [2, 12],
  [3, 13],
].map(([profile, item]) => ({ profile: profile!, item: item!, at: 0 }));

/** The mean of many walks of a profile, by item. */
function meanOf(profile: number, calls = 2000): Map<number, number> {
  const walks = createChoiceWalks(choices);
  const random = createRandom('walks');
  const mean = new Map<number, number>();
  for (let k = 0; k < calls; k++) {
    walks.walk(profile, random, (item, mass) =>
      mean.set(item, (mean.get(item) ?? 0) + mass / calls),
    );
  }
  return mean;
}

describe('createChoiceWalks', () => {
  it('ends at what those chose who chose the same, by how often two random steps lead there', () => {
    const { worth } = groupChoices(choices);
    // From 10 to either of its choosers, and to any of that one's items.
    const mean = meanOf(0);
    expect([...mean.keys()].sort()).toEqual([10, 11]);
    expect(mean.get(10)! / worth(0)).toBeCloseTo(1 / 2 + 1 / 4, 1);
    expect(mean.get(11)! / worth(0)).toBeCloseTo(1 / 4, 1);
  });

  it('counts together what the choices of the profile count', () => {
    const { worth } = groupChoices(choices);
    const total = [...meanOf(1, 1).values()].reduce((sum, mass) => sum + mass, 0);
    expect(total).toBeCloseTo(2 * worth(1), 5);
  });

  it('comes back where nobody else is', () => {
    expect([...meanOf(3, 1).keys()]).toEqual([13]);
  });

  it('knows who chose and how often each item was chosen, each pair once', () => {
    const walks = createChoiceWalks([...choices, choices[0]!]);
    expect(walks.profiles).toEqual([0, 1, 2, 3]);
    expect([...walks.counts]).toEqual([
      [10, 2],
      [11, 2],
      [12, 1],
      [13, 1],
    ]);
  });
});

describe('groupChoices', () => {
  it('counts a choice less where somebody made many, 1 on average', () => {
    const { worth } = groupChoices(choices);
    expect(worth(0) / worth(1)).toBeCloseTo(Math.SQRT2, 5);
    const total = choices.reduce((sum, { profile }) => sum + worth(profile), 0);
    expect(total / choices.length).toBeCloseTo(1, 5);
  });
});
