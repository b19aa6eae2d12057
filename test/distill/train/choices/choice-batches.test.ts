import { describe, expect, it } from 'vitest';
import { createChoiceBatches } from '../../../../src/distill/train/choices/choice-batches.ts';

const choices = Array.from({ length: 20 }, (_, i) => ({
  profile: i % 6,
  item: (7 * i) % 10,
  at: 0,
}));

describe('createChoiceBatches', () => {
  it('takes each choice once an epoch', () => {
    const batches = createChoiceBatches(choices, 5, 'seed');
    expect(new Set([0, 1, 2, 3].flatMap((step) => batches.of(step)))).toEqual(new Set(choices));
  });

  it('asks for the own item of each row, for less of each where somebody chose many', () => {
    const few = [0, 0, 0, 0, 1].map((profile, item) => ({ profile, item, at: 0 }));
    const batches = createChoiceBatches(few, 5, 'seed');
    const batch = batches.of(0);
    const target = batches.target(batch);
    let total = 0;
    for (const [i, { profile }] of batch.entries()) {
      const row = target.subarray(5 * i, 5 * i + 5);
      for (const [k, x] of row.entries()) if (k !== i) expect(x).toBe(0);
      expect(row[i]).toBeCloseTo(profile === 0 ? 5 / 6 : 10 / 6, 5);
      total += row[i]!;
    }
    expect(total).toBeCloseTo(5, 5);
  });

  it('masks what a profile chose itself, but its own row', () => {
    const batches = createChoiceBatches(choices, 20, 'seed');
    const batch = batches.of(0);
    const mask = batches.mask(batch);
    for (const [i, { profile }] of batch.entries()) {
      for (const [k, { item }] of batch.entries()) {
        const own = choices.some((choice) => choice.profile === profile && choice.item === item);
        expect(mask[20 * i + k]! < 0).toBe(own && i !== k);
      }
    }
  });
});
