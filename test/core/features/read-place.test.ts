import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPlace } from '../../../src/core/features/read-place.ts';
import { hardValue, HARD_PLACES } from './hard-values.ts';

const short = (value: unknown): unknown[] | undefined => {
  const place = readPlace(value);
  return place && [place.locality, place.region, place.country, place.latitude, place.longitude];
};

describe('readPlace', () => {
  it.each([
    ['Dublin', ['Dublin', '', '']],
    ['Dublin, IE', ['Dublin', 'IE', '']],
    ['Kansas City, MO, USA', ['Kansas City', 'MO', 'USA']],
    [{ address: 'Berlin, DE' }, ['Berlin', 'DE', '']],
    [
      {
        '@type': 'Place',
        address: { addressLocality: 'Lyon', addressRegion: 'ARA', addressCountry: 'FR' },
      },
      ['Lyon', 'ARA', 'FR'],
    ],
    [{ address: { addressCountry: { '@type': 'Country', name: 'US' } } }, ['', '', 'US']],
    [{ address: [{ addressLocality: ['Oslo', 'Bergen'] }] }, ['Oslo', '', '']],
    [{ city: 'Seoul', region: '11', countryCode: 'KR' }, ['Seoul', '11', 'KR']],
    [{ '@type': 'Place', name: 'Z&uuml;rich, ZH, CH' }, ['Zürich', 'ZH', 'CH']],
    [{ address: null, name: 'Paris' }, ['Paris', '', '']],
  ])('%j', (value, place) => expect(short(value)).toEqual([...place, undefined, undefined]));

  it.each([
    [{ geo: { latitude: 1.5, longitude: '-2.5' } }, [1.5, -2.5]],
    [{ geo: [{ latitude: 90, longitude: 180 }] }, [90, 180]],
    [{ latitude: '1e1', longitude: ' .5 ' }, [10, 0.5]],
    [{ city: 'X', geo: { latitude: 91, longitude: 0 } }, [undefined, undefined]],
    [{ city: 'X', geo: { latitude: 1 } }, [undefined, undefined]],
    [{ city: 'X', geo: { latitude: '0x1', longitude: '1' } }, [undefined, undefined]],
    [{ city: 'X', geo: { latitude: '', longitude: '' } }, [undefined, undefined]],
    [{ city: 'X', geo: { latitude: null, longitude: true } }, [undefined, undefined]],
    [{ city: 'X', geo: 'POINT(1 2)' }, [undefined, undefined]],
  ])('coordinates of %j', (value, coordinates) =>
    expect(short(value)!.slice(3)).toEqual(coordinates),
  );

  it.each([
    null,
    undefined,
    true,
    5,
    '',
    ' , ',
    {},
    [],
    { address: {} },
    { geo: { latitude: 99 } },
  ])('%j is no place', (value) => expect(readPlace(value)).toBeUndefined());

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(hardValue, fc.record({ address: hardValue, geo: hardValue })),
        (value) => {
          readPlace(value);
        },
      ),
    );
    for (const value of HARD_PLACES) readPlace(value);
  });
});
