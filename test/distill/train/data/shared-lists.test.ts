import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/core/math/random.ts';
import type { GradingSources } from '../../../../src/distill/train/data/graded-lists.ts';
import { createCandidateMiner } from '../../../../src/distill/train/data/mine-candidates.ts';
import { gradeShared, SHARED_ITEMS } from '../../../../src/distill/train/data/shared-lists.ts';
import { toyData, TOY_NOW } from '../toy-data.ts';

const GROUP = 4;
const data = toyData(400, 11, 64);
const people = Array.from({ length: 11 }, (_, i) => i);

function sources(grade: GradingSources['grade']): GradingSources {
  return {
    data,
    logged: new Map(),
    mine: createCandidateMiner(data),
    grade,
    at: TOY_NOW,
    random: createRandom('shared'),
    fitting: (profile) => [390 + profile],
  };
}

describe('gradeShared', () => {
  const grade: GradingSources['grade'] = (profile, item) =>
    profile === 2 || item % 7 === 0 ? undefined : (profile + item) % 5;

  it('grades one set of items for each profile of a group, and leaves out what is left over', () => {
    const counted: number[] = [];
    const lists = gradeShared(sources(grade), people, GROUP, (done) => counted.push(done));
    expect(counted).toEqual([GROUP, GROUP]);
    expect(lists).toHaveLength(2 * GROUP);
    for (const [i, { items, scores, graded, profile, at }] of lists.entries()) {
      expect(at).toBe(TOY_NOW);
      expect(items).toHaveLength(SHARED_ITEMS);
      expect(new Set(items).size).toBe(SHARED_ITEMS);
      expect(graded).toBe(SHARED_ITEMS);
      expect(items).toEqual(lists[i - (i % GROUP)]!.items);
      expect([...scores]).toEqual([...items].map((item) => grade(profile, item)));
    }
    // Whoever cannot be graded gave way.
    expect(lists.map(({ profile }) => profile)).toEqual([0, 1, 3, 0, 4, 5, 6, 7]);
  });

  it('holds some of what certainly fits', () => {
    const lists = gradeShared(
      sources((_, item) => item % 5),
      people,
      GROUP,
    );
    const fitting = new Set(lists.flatMap(({ items }) => [...items].filter((item) => item >= 390)));
    expect(fitting.size).toBeGreaterThan(0);
  });

  it('has no list where nothing can be graded', () => {
    expect(
      gradeShared(
        sources(() => undefined),
        people,
        GROUP,
      ),
    ).toEqual([]);
  });
});
