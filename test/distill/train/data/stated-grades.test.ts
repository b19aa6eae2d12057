import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/core/math/random.ts';
import { GRADED_PER_LIST } from '../../../../src/distill/train/data/graded-lists.ts';
import { createCandidateMiner } from '../../../../src/distill/train/data/mine-candidates.ts';
import {
  listStatedGrades,
  readStatedGrades,
} from '../../../../src/distill/train/data/stated-grades.ts';
import { toyData, TOY_NOW } from '../toy-data.ts';

const data = toyData(80, 6, 64);
const sources = (grade: (profile: number, item: number) => number | undefined) => ({
  data,
  logged: new Map(),
  mine: createCandidateMiner(data),
  grade,
  at: TOY_NOW,
  random: createRandom('stated'),
});
const id = (profile: number, item: number, grade: 0 | 1 | 2 | 3 | 4) => ({
  profileId: data.profileIds[profile]!,
  itemId: data.itemIds[item]!,
  grade,
  grader: 'somebody',
});

describe('readStatedGrades', () => {
  it('finds pairs by their ids; of two grades of one pair the later counts', () => {
    const stated = readStatedGrades(data, [id(1, 5, 4), id(1, 6, 0), id(1, 5, 2)]);
    expect(stated).toEqual(
      new Map([
        [
          1,
          new Map([
            [5, 2],
            [6, 0],
          ]),
        ],
      ]),
    );
  });
});

describe('listStatedGrades', () => {
  const many = Array.from({ length: 60 }, (_, item) => id(2, item, (item % 5) as 0));
  const few = [id(4, 7, 4), id(4, 9, 1)];
  const stated = readStatedGrades(data, [...many, ...few]);

  it('uses every grade once, of those profiles that may be learned from', () => {
    const lists = listStatedGrades(
      sources(() => undefined),
      stated,
      [2, 3],
    );
    expect(lists.map(({ profile }) => profile)).toEqual([2, 2]);
    const used = lists.flatMap(({ items, scores, graded }) =>
      [...items].slice(0, graded).map((item, i) => [item, scores[i]] as const),
    );
    expect(used.sort((a, b) => a[0] - b[0])).toEqual(
      Array.from({ length: 60 }, (_, item) => [item, item % 5]),
    );
    for (const { items } of lists) expect(items).toHaveLength(GRADED_PER_LIST);
  });

  it('leaves a short list short where no policy grades: what fills it does not count', () => {
    const [list] = listStatedGrades(
      sources(() => undefined),
      stated,
      [4],
    );
    expect(list!.graded).toBe(2);
    expect(new Set(list!.items)).toEqual(new Set([7, 9]));
  });

  it('puts pairs that the policy grades beside few given ones, and never over them', () => {
    const [list] = listStatedGrades(
      sources(() => 3),
      stated,
      [4],
    );
    expect(list!.graded).toBe(GRADED_PER_LIST);
    const at = (item: number) => list!.scores[list!.items.indexOf(item)];
    expect([at(7), at(9)]).toEqual([4, 1]);
    expect([...list!.scores].filter((score) => score === 3)).toHaveLength(GRADED_PER_LIST - 2);
  });
});
