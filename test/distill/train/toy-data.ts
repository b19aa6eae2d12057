import { compileSchema } from '../../../src/core/features/compile-schema.ts';
import type { SchemaSource } from '../../../src/core/features/schema.ts';
import { createRandom } from '../../../src/core/math/random.ts';
import type { Item, Profile } from '../../../src/core/types.ts';
import { createPairData, type PairData } from '../../../src/distill/train/data/pair-data.ts';

/** A small schema with every kind of cross but distance. */
export const TOY_SCHEMA: SchemaSource = {
  name: 'toy',
  version: 2,
  fields: [
    { name: 'title', kind: 'text', item: 'title', profile: 'title', maxWords: 8 },
    { name: 'skills', kind: 'tags', item: 'skills', profile: 'skills', grams: false },
    { name: 'pay', kind: 'number', item: 'pay', profile: 'pay', min: 0, max: 100 },
    { name: 'posted', kind: 'time', item: 'datePosted' },
  ],
  measures: [
    { name: 'skills', kind: 'overlap', item: 'skills', slots: 4 },
    { name: 'pay', kind: 'difference', item: 'pay' },
    { name: 'posted', kind: 'age', item: 'posted' },
  ],
};

export const TOY_NOW = Date.UTC(2024, 0, 31);

const TITLES = 'nurse teacher welder baker pilot chemist farmer lawyer'.split(' ');
const SKILLS = 'triage algebra torch dough radar titration tractor contract ward exam'.split(' ');

/** Drawn objects of which some lack fields, and one lacks all. */
export function toyData(items: number, profiles: number, tableRows: number): PairData {
  const random = createRandom('toy');
  const draw = (): Item => ({
    ...(random.next() < 0.9 ? { title: `${random.pick(TITLES)} ${random.pick(TITLES)}` } : {}),
    ...(random.next() < 0.8 ? { skills: [random.pick(SKILLS), random.pick(SKILLS)] } : {}),
    ...(random.next() < 0.7 ? { pay: random.integer(100) } : {}),
    ...(random.next() < 0.7 ? { datePosted: `2024-01-${10 + random.integer(20)}` } : {}),
  });
  const table = <T>(prefix: string, count: number): Map<string, T> =>
    new Map(
      Array.from({ length: count }, (_, i) => [
        `${prefix}${i}`,
        { identifier: `${prefix}${i}`, ...(i === 1 ? {} : draw()) } as T,
      ]),
    );
  return createPairData(
    compileSchema(TOY_SCHEMA),
    table<Item>('j', items),
    table<Profile>('p', profiles),
    tableRows,
    TOY_NOW,
  );
}
