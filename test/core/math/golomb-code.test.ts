import fc from 'fast-check';
import { expect, it } from 'vitest';
import { codeNumbers, eachCoded, letterAt, letterOf } from '../../../src/core/math/golomb-code.ts';

it('gives the numbers back that were coded', () => {
  const numbers = fc.uniqueArray(fc.nat({ max: 2 ** 24 - 1 }), { maxLength: 200 });
  fc.assert(
    fc.property(numbers, (list) => {
      const sorted = list.sort((a, b) => a - b);
      const { remainder, code } = codeNumbers(sorted, 24);
      const read: number[] = [];
      eachCoded(remainder, code, (value) => read.push(value));
      expect(read).toEqual(sorted);
    }),
  );
});

it('reads any letters without a throw', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 50 }),
      fc.integer({ min: 1, max: 24 }),
      (code, remainder) => {
        eachCoded(remainder, code, () => {});
      },
    ),
  );
});

it('writes six bits as a letter that stands for itself in JSON', () => {
  for (let bits = 0; bits < 64; bits++) {
    const letter = letterOf(bits);
    expect(letterAt(letter, 0)).toBe(bits);
    expect(JSON.stringify(letter)).toBe(`"${letter}"`);
  }
});
