import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldName } from '../../../src/core/reading/fold-name.ts';

test.each([
  ['Köln', 'koln'],
  ['  São  Paulo ', 'sao paulo'],
  ['İstanbul', 'istanbul'],
  ['Diyarbakır', 'diyarbakir'],
  ['Łódź', 'lodz'],
  ['GROẞE STRASSE', 'grosse strasse'],
  ['Saint-Étienne', 'st etienne'],
  ['St. Louis', 'st louis'],
  ['Sankt Gallen', 'st gallen'],
  ['Saintes', 'saintes'],
  ['Washington, D.C.', 'washington d c'],
  ['Ｔｏｋｙｏ', 'tokyo'],
  ['東京', '東京'],
  ['', ''],
  ['—!', ''],
])('foldName(%j) is %j', (name, folded) => {
  expect(foldName(name)).toBe(folded);
});

test('folding twice changes nothing, and leaves single spaces alone', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      const folded = foldName(name);
      expect(foldName(folded)).toBe(folded);
      expect(folded).not.toMatch(/^ | $| {2}|\|/);
    }),
  );
});
