import { describe, expect, it } from 'vitest';
import { compileSchema } from '../../../../src/core/features/compile-schema.ts';
import { createFeaturizer } from '../../../../src/core/features/featurize.ts';
import { rarityOf } from '../../../../src/distill/train/data/rarity.ts';

const ROWS = 1 << 16;
const schema = compileSchema({
  name: 's',
  version: 2,
  fields: [
    { name: 'title', kind: 'text', item: 'title', profile: 'title', embed: false },
    { name: 'description', kind: 'text', item: 'description', profile: 'summary' },
  ],
  measures: [{ name: 'title', kind: 'overlap', item: 'title' }],
});
const items = [
  { title: 'Staff nurse', description: 'A welder helps a chef.' },
  {},
  { title: 'Nurse', description: 'The welder.' },
  { title: 'Chef' },
];

describe('rarityOf', () => {
  const rarity = rarityOf(schema, items, ROWS, 0);
  const of = (word: string): number => {
    const { wholes } = createFeaturizer(schema, ROWS)('item', { title: word }, 0);
    return rarity[wholes[0]! % ROWS]!;
  };

  it('is highest for tokens that no item has and falls with every item that has one', () => {
    expect(of('nurse')).toBeLessThan(of('staff'));
    expect(of('staff')).toBeLessThan(of('welder'));
    expect(of('welder')).toBe(15);
  });

  it('counts a word where matches compare it alone', () => {
    expect(of('chef')).toBe(of('staff'));
  });
});
