import { beforeAll, describe, expect, it } from 'vitest';
import { compileSchema } from '../../../../src/core/features/compile-schema.ts';
import { createRandom } from '../../../../src/core/math/random.ts';
import type { Grade, Item, Profile } from '../../../../src/core/types.ts';
import { matchStep } from '../../../../src/distill/train/matches/contrast.ts';
import {
  couldBeWrong,
  joinMatches,
  type Matches,
} from '../../../../src/distill/train/data/matches.ts';
import { mineLists } from '../../../../src/distill/train/matches/mine-lists.ts';
import { createPairData, type PairData } from '../../../../src/distill/train/data/pair-data.ts';
import {
  createPairNetwork,
  type PairNetwork,
} from '../../../../src/distill/train/network/pair-network.ts';
import { readMatches } from '../../../../src/distill/train/data/read-matches.ts';
import { loadTensorflow } from '../../../../src/distill/train/backend/tensorflow.ts';
import type { Tf } from '../../../../src/distill/train/backend/tf.ts';
import type { Tables } from '../../../../src/distill/tables/types.ts';

const OCCUPATIONS: Record<string, { titles: string[]; related?: string[] }> = {
  nurse: { titles: ['Registered Nurse', 'Ward Sister', 'RN'], related: ['midwife'] },
  midwife: { titles: ['Midwife', 'Birth Attendant', 'Ward Sister'] },
  gardener: { titles: ['Nursery Gardener', 'Plant Grower'] },
  welder: { titles: ['Welder', 'Pipe Welder'] },
};

/** Each occupation an item, each of its titles a profile that matches it. */
function taxonomy(): Pick<Tables, 'items' | 'profiles' | 'grades'> {
  const items = new Map<string, Item>();
  const profiles = new Map<string, Profile>();
  const grades: Grade[] = [];
  for (const [group, { titles, related = [] }] of Object.entries(OCCUPATIONS)) {
    const attributes = { group, relatedGroups: related };
    items.set(group, { identifier: group, title: titles[0]!, alternateName: titles, attributes });
    for (const label of titles) {
      const id = `${group}/${label}`;
      profiles.set(id, { id, basics: { label } });
      grades.push({ profileId: id, itemId: group, grade: 4, grader: 'test' });
    }
  }
  return { items, profiles, grades };
}

let tf: Tf;
let data: PairData;
let matches: Matches;

beforeAll(async () => {
  tf = await loadTensorflow();
  const tables = taxonomy();
  const schema = compileSchema({
    name: 'titles',
    version: 2,
    fields: [
      { name: 'title', kind: 'text', item: ['title', 'alternateName'], profile: 'basics.label' },
    ],
    measures: [{ name: 'title', kind: 'overlap', item: 'title', slots: 32, perText: true }],
  });
  data = createPairData(schema, tables.items, tables.profiles, 400, 0);
  matches = readMatches(data, tables as Tables, '');
});

const createNetwork = (): PairNetwork =>
  createPairNetwork(
    tf,
    data,
    { tableRows: 400, width: 16, tower: 0, hidden: 4, format: 'float' },
    createRandom('network'),
  );
const matchOf = (id: string) =>
  matches.list.find((match) => data.profileIds[match.profile] === id)!;

describe('couldBeWrong', () => {
  it('spares the own group, related ones, and those that the same words name', () => {
    const wrong = (a: string, b: string) => couldBeWrong(matches, matchOf(a), matchOf(b));
    expect(wrong('nurse/RN', 'gardener/Plant Grower')).toBe(true);
    expect(wrong('nurse/RN', 'nurse/Registered Nurse')).toBe(false);
    expect(wrong('nurse/RN', 'midwife/Midwife')).toBe(false);
    expect(wrong('midwife/Midwife', 'nurse/RN')).toBe(true);
    expect(wrong('midwife/Ward Sister', 'nurse/RN')).toBe(false);
  });

  it('holds for taxonomies joined', () => {
    const joined = joinMatches([matches, matches])!;
    const [first, second] = [joined.list[0]!, joined.list[matches.list.length]!];
    expect(couldBeWrong(joined, first, second)).toBe(true);
    expect(couldBeWrong(joined, second, second)).toBe(false);
    expect(second.group - first.group).toBe(4);
  });
});

describe('mineLists', () => {
  it('puts a matching item first and wrong ones after it, hardest first', async () => {
    const network = createNetwork();
    const lists = await mineLists(network, matches, createRandom('mine'));
    for (const { profile, items } of lists) {
      const own = matches.list.filter((match) => match.profile === profile);
      expect(own.some((match) => match.items.includes(items[0]!))).toBe(true);
      for (const item of items.subarray(1)) {
        const other = matches.list.find((match) => match.items.includes(item))!;
        expect(couldBeWrong(matches, own[0]!, other)).toBe(true);
      }
      const [code, ...others] = [
        await network.encode('profile', [profile]),
        await network.encode('item', items.subarray(1, 20)),
      ];
      const likeness = Array.from({ length: 19 }, (_, k) =>
        code.reduce((sum, value, d) => sum + value * others[0]![k * 16 + d]!, 0),
      );
      expect(likeness).toEqual([...likeness].sort((a, b) => b - a));
    }
  });

  it('depends on the network and the random stream alone', async () => {
    const network = createNetwork();
    const mine = () => mineLists(network, matches, createRandom('mine'));
    const first = await mine();
    expect(await mine()).toEqual(first);
    await matchStep(
      tf,
      data,
      network,
      { matches, steps: 1, size: 8 },
      0,
      { dense: 0.01, table: 0.1 },
      createRandom('step'),
    );
    const restored = createNetwork();
    restored.restore(network.save());
    expect(await mineLists(restored, matches, createRandom('mine'))).toEqual(await mine());
  });
});

describe('matchStep', () => {
  it('teaches the policy output, through the head too, what a title means', async () => {
    const network = createNetwork();
    const warm = { matches, steps: 20, size: 16 };
    const random = createRandom('steps');
    const losses: number[] = [];
    for (let step = 0; step < 60; step++) {
      const at = step < 20 ? step : 3 + 4 * step;
      losses.push(
        await matchStep(tf, data, network, warm, at, { dense: 0.01, table: 0.1 }, random),
      );
    }
    const mean = (values: number[]) =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(losses.slice(-8))).toBeLessThan(0.5 * mean(losses.slice(20, 24)));
  });
});
