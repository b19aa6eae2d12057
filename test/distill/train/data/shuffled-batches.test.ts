import { describe, expect, it } from 'vitest';
import { createShuffledBatches } from '../../../../src/distill/train/data/shuffled-batches.ts';

const items = Array.from({ length: 20 }, (_, i) => i);

describe('createShuffledBatches', () => {
  it('takes each item once an epoch, in another order each time, alike for every reader', () => {
    const batchOf = createShuffledBatches(items, 5, 'seed');
    const epoch = (n: number) => [0, 1, 2, 3].flatMap((step) => batchOf(4 * n + step));
    const [first, second] = [epoch(0), epoch(1)];
    expect(new Set(first)).toEqual(new Set(items));
    expect(new Set(second)).toEqual(new Set(items));
    expect(second).not.toEqual(first);
    // A resumed run asks for later steps first.
    expect(createShuffledBatches(items, 5, 'seed')(6)).toEqual(batchOf(6));
  });

  it('takes all items where there are fewer than a batch', () => {
    const batchOf = createShuffledBatches(items, 64, 'seed');
    expect(new Set(batchOf(3))).toEqual(new Set(items));
  });
});
