import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findItemKey, itemKey } from '../../../src/core/features/item-key.ts';
import { hardValue } from '../../fixtures/hard-values.ts';

describe('itemKey', () => {
  it.each([
    [{ identifier: 'a1' }, 'a1'],
    [{ identifier: 7 }, '7'],
    [{ identifier: { '@type': 'PropertyValue', name: 'ACME', value: 'a2' } }, 'a2'],
    [{ identifier: [{ value: 12 }] }, '12'],
    [{ identifier: { '@value': 'a3' } }, 'a3'],
    [{ identifier: '', id: 'b' }, 'b'],
    [{ identifier: { name: 'no value' }, id: 9 }, '9'],
  ])('of %j is %s', (item, key) => expect(itemKey(item)).toBe(key));

  it.each([
    {},
    { identifier: null },
    { identifier: NaN },
    { id: '' },
    { identifier: [] },
    null,
    'x',
    3,
  ])('%j has none: INVALID_ITEM', (item) => {
    expect(() => itemKey(item as never)).toThrowError(
      expect.objectContaining({ code: 'INVALID_ITEM' }),
    );
  });

  it('is a text that is not empty or nothing, whatever stands there', () => {
    const ring: Record<string, unknown> = {};
    ring.value = [ring];
    expect(findItemKey({ identifier: ring })).toBeUndefined();
    fc.assert(
      fc.property(hardValue, hardValue, (identifier, id) => {
        const key = findItemKey({ identifier, id });
        expect(key === undefined || (typeof key === 'string' && key !== '')).toBe(true);
      }),
    );
  });
});
