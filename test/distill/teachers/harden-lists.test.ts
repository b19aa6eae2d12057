import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/math/random.ts';
import { hardenLists } from '../../../src/distill/teachers/harden-lists.ts';
import { GRADED_PER_LIST, toGradedList } from '../../../src/distill/train/data/graded-lists.ts';
import { toyData, TOY_NOW } from '../train/toy-data.ts';

describe('hardenLists', () => {
  const data = toyData(400, 4, 64);
  const random = createRandom('lists');
  const old = [0, 1].map((profile) =>
    toGradedList(
      profile,
      new Map(Array.from({ length: GRADED_PER_LIST }, (_, i) => [i, i % 5] as const)),
      TOY_NOW,
      random,
    ),
  );

  it('puts what the teacher takes for the best beside the best of the old list, as the policy grades it', async () => {
    const lists = await hardenLists(old, {
      data,
      grade: (profile, item) => (item >= 390 ? undefined : profile),
      random: createRandom('harden'),
      // The teacher likes high numbers.
      score: async (asked) => asked.map(({ items }) => items),
    });
    expect(lists.map(({ profile }) => profile)).toEqual([0, 1]);
    for (const { profile, items, scores, graded } of lists) {
      expect(graded).toBe(GRADED_PER_LIST);
      expect(new Set(items).size).toBe(GRADED_PER_LIST);
      const mined = [...items].filter((item) => item >= GRADED_PER_LIST);
      expect(mined).toHaveLength(GRADED_PER_LIST / 2);
      expect(Math.max(...mined)).toBeLessThan(390);
      expect(Math.min(...mined)).toBeGreaterThan(300);
      for (const item of mined) expect(scores[items.indexOf(item)]).toBe(profile);
      const kept = [...items].filter((item) => item < GRADED_PER_LIST);
      for (const item of kept) expect(scores[items.indexOf(item)]).toBe(item % 5);
      expect(kept.filter((item) => item % 5 === 4).length).toBe(6);
    }
  });
});
