import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KnownPlace } from '../../../src/core/reading/lexicon-types.ts';
import { partsOf } from '../../../src/core/reading/place-parts.ts';
import { codeOf, isPlainTown, regionsIn } from '../../../src/core/reading/resolve-place.ts';
import { townOf } from '../../../src/core/reading/town-of.ts';
import { SMALL_LEXICON, smallLexicon } from '../../fixtures/small-lexicon.ts';

/** Every name of the lexicon, and some that it lacks. */
const names = [
  ...Object.entries(SMALL_LEXICON.countries!).flatMap(([code, all]) => [code, ...all.split('|')]),
  ...Object.values(SMALL_LEXICON.regions!).flatMap((regions) =>
    Object.entries(regions).flatMap(([code, all]) => [code, ...all.split('|')]),
  ),
  ...SMALL_LEXICON.towns!.flatMap((town) => town.split(';', 1)[0]!.split('|')),
  'nowhere',
  'little nowhere',
  '10115 nowhere',
  'nowhere 7',
];

describe('a plain town', () => {
  it('is what the reader of addresses makes of it, and says nothing else', () => {
    const name = fc.constantFrom(...names);
    let plain = 0;
    fc.assert(
      fc.property(
        name,
        fc.option(name),
        fc.option(name),
        fc.boolean(),
        (stated, land, region, isAlone) => {
          const blank = {
            lexicon: smallLexicon,
            country: '',
            regions: [],
            regionText: '',
            isVague: false,
          };
          const country = land === null ? '' : (codeOf(blank, land.toLowerCase()) ?? land);
          const regions = region === null ? [] : regionsIn(blank, region.toLowerCase(), country);
          const known: KnownPlace = { ...blank, country, regions };
          const parts = partsOf(stated, smallLexicon);
          if (parts.length > 1 || !isPlainTown(known, parts[0]?.name ?? '')) return;
          plain++;
          const before = structuredClone({ ...known, lexicon: 0 });
          const expected = parts[0]?.name ?? '';
          expect(townOf(known, parts, true, isAlone)).toBe(expected);
          expect({ ...known, lexicon: 0 }).toEqual(before);
        },
      ),
      { numRuns: 5000 },
    );
    expect(plain).toBeGreaterThan(1000);
  });
});
