import { describe, expect, it } from 'vitest';
import { compileSchema } from '../../../../src/core/features/compile-schema.ts';
import { createRandom } from '../../../../src/core/math/random.ts';
import type { Item, LogEvent, Profile } from '../../../../src/core/types.ts';
import { GRADED_PER_LIST, gradeLists } from '../../../../src/distill/train/data/graded-lists.ts';
import { readInteractions } from '../../../../src/distill/train/data/interactions.ts';
import { createCandidateMiner } from '../../../../src/distill/train/data/mine-candidates.ts';
import { createPairData, type PairData } from '../../../../src/distill/train/data/pair-data.ts';
import { drawLists, SOFT_PER_LIST } from '../../../../src/distill/teachers/soft-lists.ts';
import { toyData, TOY_NOW, TOY_SCHEMA } from '../toy-data.ts';

function tables(items: Item[], profiles: Profile[]): PairData {
  return createPairData(
    compileSchema(TOY_SCHEMA),
    new Map(items.map((item, i) => [`j${i}`, { identifier: `j${i}`, ...item }])),
    new Map(profiles.map((profile, i) => [`p${i}`, { id: `p${i}`, ...profile }])),
    64,
    TOY_NOW,
  );
}

describe('createCandidateMiner', () => {
  const items = [
    ...Array.from({ length: 40 }, (_, i) => ({ title: `clerk number${i}` })),
    { title: 'marine welder', skills: ['torch'] },
    { title: 'welder' },
    { title: 'marine biologist', skills: ['plankton'] },
    { title: 'welder', skills: ['torch', 'plankton'] },
  ];
  const data = tables(items, [
    { title: 'marine welder', skills: ['torch'] },
    { title: 'clerk' },
    {},
    { title: 'marine' },
    { title: 'welder welder welder' },
  ]);
  const mine = createCandidateMiner(data);

  it('ranks by shared words, rare ones first, and leaves out what shares none', () => {
    expect([...mine(0, 10)]).toEqual([40, 43, 42, 41]);
    expect([...mine(3, 10)]).toEqual([40, 42]);
    expect([...mine(0, 2)]).toEqual([40, 43]);
  });

  it('gives words that every tenth item has no weight, and counts a word once', () => {
    expect([...mine(1, 10)]).toEqual([]);
    expect([...mine(4, 10)]).toEqual([40, 41, 43]);
  });

  it('finds nothing for an empty profile, and the same on every call', () => {
    expect([...mine(2, 10)]).toEqual([]);
    expect(mine(0, 10)).toEqual(mine(0, 10));
    expect(createCandidateMiner(data)(0, 10)).toEqual(mine(0, 10));
  });
});

describe('gradeLists', () => {
  const data = toyData(80, 6, 64);
  const mine = createCandidateMiner(data);
  const grade = (profile: number, item: number): number => ((profile + item) % 5) as number;
  const run = (
    grader: (profile: number, item: number) => number | undefined,
    logged = new Map<number, number[]>(),
    seed = 'graded',
    listsEach = 1,
  ) =>
    gradeLists(
      { data, logged, mine, grade: grader, at: TOY_NOW, random: createRandom(seed) },
      [0, 1, 2, 3],
      listsEach,
    );

  it('makes one list a profile, of items that are all different, with their scores', () => {
    const lists = run(grade);
    expect(lists.map((list) => list.profile)).toEqual([0, 1, 2, 3]);
    for (const { profile, items, scores, at, graded } of lists) {
      expect(at).toBe(TOY_NOW);
      expect(items).toHaveLength(GRADED_PER_LIST);
      expect(graded).toBeGreaterThan(0.75 * GRADED_PER_LIST);
      expect(new Set(items).size).toBe(graded);
      expect([...scores]).toEqual([...items].map((item) => grade(profile, item)));
    }
    expect(run(grade)).toEqual(lists);
    expect(run(grade, new Map(), 'other')).not.toEqual(lists);
  });

  it('takes as much of each band of grades as there is', () => {
    const pool = new Map<number, Set<number>>();
    const rare = (profile: number, item: number): number => {
      pool.set(profile, (pool.get(profile) ?? new Set()).add(item));
      return item % 16 === 5 ? 4 : item % 5 === 1 ? 2 : 0;
    };
    for (const { profile, items, scores } of run(rare)) {
      const good = [...pool.get(profile)!].filter((item) => rare(profile, item) > 0);
      expect([...items]).toEqual(expect.arrayContaining(good));
      expect([...scores].filter((score) => score === 0).length).toBeGreaterThan(4);
    }
  });

  it('looks at the log, at similar items and at what certainly fits', () => {
    const own = Array.from({ length: 30 }, (_, i) => 40 + i);
    const likeness = (_profile: number, count: number) =>
      Int32Array.from({ length: Math.min(30, count) }, (_, i) => i);
    const looked = new Set<number>();
    const lists = gradeLists(
      {
        data,
        logged: new Map([[2, own]]),
        mine: likeness,
        grade(_profile, item) {
          looked.add(item);
          return 1;
        },
        at: TOY_NOW,
        random: createRandom('several'),
        fitting: () => [79],
      },
      [2],
      2,
    );
    expect(lists.map((list) => list.profile)).toEqual([2, 2]);
    for (const item of [...own, ...likeness(2, 30), 79]) expect(looked.has(item)).toBe(true);
  });

  it('replaces pairs that cannot be graded, and leaves out profiles with too few', () => {
    const lists = run((profile, item) => {
      if (profile === 1) return undefined;
      if (profile === 2) return item < 3 ? 1 : undefined;
      if (profile === 3) return item < 20 ? 3.5 : undefined;
      return item % 2 === 0 ? 2 : undefined;
    });
    expect(lists[0]!.profile).toBe(0);
    expect([...lists[0]!.items].every((item) => item % 2 === 0)).toBe(true);
    expect(lists.some((list) => list.profile === 1 || list.profile === 2)).toBe(false);
    for (const list of lists) {
      expect(list.items).toHaveLength(GRADED_PER_LIST);
      if (list.profile === 3) expect([...list.scores].every((score) => score === 3.5)).toBe(true);
    }
  });
});

describe('drawLists', () => {
  const GROUP = 4;
  const draw = (data: PairData, each: number, logged = new Map<number, number[]>()) =>
    drawLists(
      {
        data,
        logged,
        chosen: [3, 3, 9],
        mine: createCandidateMiner(data),
        at: TOY_NOW,
        random: createRandom('soft'),
      },
      [0, 1, 2, 3, 4, 5],
      each,
      GROUP,
    );

  it('draws lists of one length without duplicates', () => {
    const data = toyData(300, 6, 64);
    const lists = draw(data, 3, new Map([[1, [200, 201, 202]]]));
    expect(lists).toHaveLength(18);
    for (const list of lists) {
      expect(list.items).toHaveLength(SOFT_PER_LIST);
      expect(new Set(list.items).size).toBe(SOFT_PER_LIST);
      for (const item of list.items) {
        expect(item).toBeGreaterThanOrEqual(0);
        expect(item).toBeLessThan(300);
      }
    }
    expect(lists.filter((list) => list.profile === 1)).toHaveLength(3);
    for (const list of lists) {
      if (list.profile === 1)
        for (const item of [200, 201, 202]) expect(list.items).toContain(item);
    }
    expect(draw(data, 3, new Map([[1, [200, 201, 202]]]))).toEqual(lists);
  });

  it('takes half of each list from items that its group shares', () => {
    const lists = draw(toyData(5000, 6, 64), 4);
    for (let from = 0; from < lists.length; from += GROUP) {
      const group = lists.slice(from, from + GROUP);
      const different = new Set(group.flatMap((list) => [...list.items])).size;
      const drawn = group.length * SOFT_PER_LIST;
      expect(different).toBeLessThan(0.9 * drawn);
    }
    const all = new Set(lists.flatMap((list) => [...list.items]));
    expect(all.size).toBeGreaterThan(150);
  });

  it('fills lists from fewer items than a list holds', () => {
    for (const list of draw(toyData(10, 6, 64), 1)) {
      expect(list.items).toHaveLength(SOFT_PER_LIST);
      expect(new Set(list.items).size).toBe(10);
    }
  });
});

describe('readInteractions', () => {
  const data = toyData(10, 3, 64);
  const event = (
    profile: number,
    item: number,
    type: LogEvent['type'],
    more: Partial<LogEvent> = {},
  ): LogEvent => ({ profileId: `p${profile}`, itemId: `j${item}`, type, ...more });

  it('makes one slate of what was shown together, with what was clicked', () => {
    const { impressions, choices } = readInteractions(
      data,
      [
        event(0, 4, 'impression', { slateId: 's', position: 1, at: 100 }),
        event(0, 5, 'impression', { slateId: 's', position: 2, at: 100 }),
        event(0, 6, 'impression', { slateId: 's', position: 3, at: 100 }),
        event(0, 7, 'impression', { slateId: 's', position: 4, at: 100 }),
        event(0, 8, 'impression', { slateId: 's', at: 100 }),
        event(0, 5, 'click', { slateId: 's', position: 2, at: 200 }),
        event(0, 5, 'view', { slateId: 's', at: 210 }),
        event(0, 6, 'view', { slateId: 's', at: 220 }),
        event(0, 7, 'dismiss', { slateId: 's', at: 230 }),
        event(0, 8, 'apply', { slateId: 's', at: 240 }),
      ],
      7,
    );
    expect(choices).toEqual([]);
    expect(impressions).toEqual([
      {
        profile: 0,
        items: Int32Array.of(4, 5, 6, 7, 8),
        clicked: Float32Array.of(0, 1, 0, 0, 1),
        dismissed: Float32Array.of(0, 0, 0, 1, 0),
        positions: Int32Array.of(1, 2, 3, 4, 0),
        at: 100,
      },
    ]);
  });

  it('keeps slates of one name but of two people apart', () => {
    const { impressions } = readInteractions(
      data,
      [0, 1].map((profile) => event(profile, 2, 'impression', { slateId: 's' })),
      7,
    );
    expect(impressions.map(({ profile, at }) => [profile, at])).toEqual([
      [0, 7],
      [1, 7],
    ]);
  });

  it('counts an item as shown that the log only says was clicked in the slate', () => {
    const { impressions, choices } = readInteractions(
      data,
      [
        event(0, 4, 'impression', { slateId: 's', position: 1 }),
        event(0, 5, 'click', { slateId: 's', position: 2 }),
        event(0, 6, 'impression', { slateId: 's', position: 3 }),
      ],
      7,
    );
    expect(choices).toEqual([]);
    expect(impressions).toMatchObject([
      {
        items: Int32Array.of(4, 5, 6),
        clicked: Float32Array.of(0, 1, 0),
        positions: Int32Array.of(1, 2, 3),
      },
    ]);
  });

  it('shows an item once whose impression stands twice', () => {
    const { impressions } = readInteractions(
      data,
      [4, 5, 4, 6].map((item) => event(0, item, 'impression', { slateId: 's', position: item })),
      7,
    );
    expect(impressions).toMatchObject([
      { items: Int32Array.of(4, 5, 6), positions: Int32Array.of(4, 5, 6) },
    ]);
  });

  it('takes every other positive event as a choice, once a profile and item', () => {
    const { impressions, choices } = readInteractions(
      data,
      [
        event(0, 1, 'view', { at: 5 }),
        event(0, 1, 'apply', { at: 6 }),
        event(1, 1, 'save'),
        event(1, 2, 'dismiss', { at: 8 }),
        event(1, 3, 'impression', { at: 9 }),
        event(2, 4, 'click', { at: 10, slateId: 'without impressions' }),
      ],
      7,
    );
    expect(impressions).toEqual([]);
    expect(choices).toEqual([
      { profile: 0, item: 1, at: 5 },
      { profile: 1, item: 1, at: 7 },
      { profile: 2, item: 4, at: 10 },
    ]);
  });

  it('reads an empty log', () => {
    expect(readInteractions(data, [], 7)).toEqual({ impressions: [], choices: [] });
  });
});
