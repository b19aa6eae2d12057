import { describe, expect, it } from 'vitest';
import type { LogEvent } from '../../../../src/core/types.ts';
import { readLoggedPlaces } from '../../../../src/distill/evaluate/off-policy/logged-places.ts';

const shown = (profileId: string, itemId: string, rest: Partial<LogEvent> = {}): LogEvent => ({
  profileId,
  itemId,
  type: 'impression',
  position: 1,
  propensity: 0.5,
  ...rest,
});

describe('readLoggedPlaces', () => {
  it('takes the items of a page as its candidates, and what was clicked there', () => {
    const { places } = readLoggedPlaces([
      shown('p', 'a', { slateId: '1' }),
      shown('p', 'b', { slateId: '1', position: 2 }),
      shown('p', 'b', { slateId: '1', type: 'apply' }),
      shown('p', 'a', { slateId: '2' }),
      shown('p', 'c', { slateId: '2', position: 2 }),
    ]);
    expect(places.map(({ itemId, clicked }) => [itemId, clicked])).toEqual([
      ['a', false],
      ['b', true],
      ['a', false],
      ['c', false],
    ]);
    expect(places.map(({ candidates }) => candidates.join(''))).toEqual(['ab', 'ab', 'ac', 'ac']);
  });

  it('takes for a page of one item all items that reach it through people', () => {
    const { places } = readLoggedPlaces([
      shown('p', 'a', { slateId: '1' }),
      shown('p', 'b', { slateId: '2' }),
      shown('q', 'b', { slateId: '3' }),
      shown('q', 'c', { slateId: '4' }),
      shown('other', 'x', { slateId: '5' }),
    ]);
    expect(places.map(({ candidates }) => [...candidates].sort().join(''))).toEqual([
      'abc',
      'abc',
      'abc',
      'abc',
      'x',
    ]);
  });

  it('counts what it cannot weigh', () => {
    const { propensity: _p, ...unknown } = shown('p', 'a', { slateId: '1' });
    const { position: _k, ...nowhere } = shown('p', 'a', { slateId: '3' });
    const { places, skipped } = readLoggedPlaces([
      unknown,
      shown('p', 'b', { slateId: '2', propensity: 0 }),
      nowhere,
      shown('p', 'a', { slateId: '4' }),
      shown('p', 'a', { slateId: '4', type: 'view' }),
    ]);
    expect(skipped).toEqual({ noPropensity: 1, zeroPropensity: 1, noPosition: 1 });
    expect(places.map(({ itemId, clicked }) => [itemId, clicked])).toEqual([['a', true]]);
  });
});
