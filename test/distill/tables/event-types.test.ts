import { describe, expect, it } from 'vitest';
import { createEventTypes } from '../../../src/distill/tables/event-types.ts';
import { findEventTypes } from '../../../src/distill/tables/find-event-types.ts';
import { mildPrior } from '../../../src/distill/train/choices/mild-prior.ts';
import { DEFAULT_PRIOR } from '../../../src/core/format/prior.ts';
import { ITEMS, lines, PROFILES, useFolder } from './tables-helpers.ts';

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

  it('takes for choices what follows, where there is no click', () => {
    const { isChoice, weight } = createEventTypes(['impression', 'view', 'order', 'review']);
    expect(['view', 'order', 'review'].map(isChoice)).toEqual([false, true, true]);
    expect([weight('order'), weight('review')]).toEqual([1, 2]);
  });

  it.each([
    ['have no choice', ['impression', 'view']],
    ['have no choice', [{ type: 'click', negative: true }]],
    ['"view" stands twice', ['view', 'click', 'view']],
  ])('refuses a list that %s', (message, source) => {
    expect(() => createEventTypes(source)).toThrow(message);
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

describe('findEventTypes', () => {
  const { dir, put } = useFolder();
  const log = (...types: string[]): string =>
    lines(...types.map((type) => ({ profileId: 'p1', itemId: 'j1', type })));

  it('orders the types of a log: what is seen most often tells least', async () => {
    await put('items.jsonl', ITEMS);
    await put('profiles.jsonl', PROFILES);
    await put(
      'events.jsonl',
      log('order', 'open', 'open', 'view', 'open', 'hide_item', 'impression'),
    );
    expect(await findEventTypes(dir())).toEqual([
      'impression',
      'view',
      'open',
      'order',
      { type: 'hide_item', negative: true },
    ]);
  });

  it('says nothing of the usual types, and where there is no log', async () => {
    await put('items.jsonl', ITEMS);
    await put('profiles.jsonl', PROFILES);
    expect(await findEventTypes(dir())).toBeUndefined();
    await put('events.jsonl', log('click', 'apply'));
    expect(await findEventTypes(dir())).toBeUndefined();
  });
});
