import { describe, expect, it } from 'vitest';
import { createEventTypes } from '../../../src/distill/tables/event-types.ts';
import { mildPrior } from '../../../src/distill/train/choices/mild-prior.ts';
import { DEFAULT_PRIOR } from '../../../src/core/format/prior.ts';

const SHOP = createEventTypes([
  'impression',
  'view',
  'click',
  'cart',
  { type: 'hide', negative: true },
  'purchase',
  { type: 'return', negative: true },
]);

describe('createEventTypes', () => {
  it('weighs events by their place in the list', () => {
    expect(SHOP.names.map((type) => [type, SHOP.weight(type), SHOP.isChoice(type)])).toEqual([
      ['impression', 0, false],
      ['view', 1, false],
      ['click', 1, true],
      ['cart', 2, true],
      ['hide', -1, false],
      ['purchase', 3, true],
      ['return', -1, false],
    ]);
    expect(SHOP.weight('share')).toBe(0);
  });

  it.each([
    ['has no "click"', ['impression', 'buy']],
    ['"click"', [{ type: 'click', negative: true }]],
    ['"view" stands twice', ['view', 'click', 'view']],
  ])('refuses a list that %s', (message, source) => {
    expect(() => createEventTypes(source)).toThrow(message.replace('has', 'have'));
  });
});

describe('mildPrior', () => {
  it('is the usual one for the usual events', () => {
    expect(mildPrior(createEventTypes())).toEqual(DEFAULT_PRIOR);
  });

  it('pushes away what a domain marks as negative', () => {
    const { signalWeights } = mildPrior(SHOP);
    expect(signalWeights).toMatchObject({ view: 0.5, purchase: 3, hide: -2, return: -2 });
  });
});
