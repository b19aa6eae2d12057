import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { descendingOrder } from '../../../src/core/math/descending-order.ts';
import { createRandom } from '../../../src/core/math/random.ts';
import { topK } from '../../../src/core/math/top-k.ts';

describe('descendingOrder', () => {
  it('is the order of topK, ties and NaN included', async () => {
    const score = fc.oneof(fc.double(), fc.integer({ min: -3, max: 3 }));
    await fc.assert(
      fc.asyncProperty(fc.array(score, { maxLength: 200 }), async (scores) => {
        const order = await descendingOrder(scores, () => undefined);
        expect([...order]).toEqual(topK(scores, scores.length));
      }),
    );
  });

  it('lets others in while it sorts a long list', async () => {
    const random = createRandom('long');
    const scores = Float64Array.from({ length: 20_000 }, () => random.integer(500));
    let pauses = 0;
    const order = await descendingOrder(scores, () => {
      pauses++;
      return pauses % 2 === 0 ? Promise.resolve() : undefined;
    });
    expect([...order]).toEqual(topK(scores, scores.length));
    expect(pauses).toBeGreaterThan(10);
  });
});
