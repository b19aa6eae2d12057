import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findName, nearTo } from '../../../src/core/reading/find-name.ts';
import { createWholeLexicon } from '../../../src/core/reading/rare-forms.ts';
import { readNames } from '../../../src/core/reading/read-names.ts';
import { compileNames } from '../../../src/distill/lexicon/compile-names.ts';

const NEAR = [
  [1, 0.6, 0.2],
  [0.6, 1, 0.45],
  [0.2, 0.45, 1],
];
const values = [
  { names: ['Nurse', 'Charge Nurse', 'Infirmière'], weak: ['Nursing'] },
  { names: ['Nursing Assistant', 'Carer'], weak: [] },
  { names: ['Front-end Developer', 'Cook'], weak: ['Kitchen'] },
];
const guarded = { names: ['Nurse', 'Kitchen'], words: ['Data'] };
const list = { values, guarded, alone: ['carer'], near: (a: number, b: number) => NEAR[a]![b]! };
const names = compileNames({ work: list }, [
  { names: 'work', near: 45 },
  { names: 'work', near: 60 },
]);
const lexicon = createWholeLexicon({ names: names! });
const find = (text: string): number => findName(text, 'work', lexicon);

describe('findName', () => {
  it.each([
    ['Nurse', 0],
    ['NURSES (m/f)', 0],
    ['Senior charge nurse, nights', 0],
    ['Infirmiere', 0],
    ['Nursing Assistant', 1],
    ['Nurse / Nursing Assistant', 1],
    ['front end developer', 2],
    ['Frontend Developer', 2],
    ['Cook - Nurse', 2],
    ['Cook nurse', 0],
    ['Kitchen, nurse', 0],
    ['Nursing', 0],
    ['Data nurse', -1],
    ['Data, nurse', 0],
    ['Data kitchen cook', 2],
    ['Data-Kitchen', -1],
    ['Data charge nurse', 0],
    ['Senior Carers', 1],
    ['Carer Systems', -1],
    ['Carer, Systems', 1],
    ['Data', -1],
    ['Nursery', -1],
    ['Driver', -1],
    ['', -1],
  ])('reads %s', (text, value) => {
    expect(find(text)).toBe(value);
  });

  it('knows nothing of a list that is not there', () => {
    expect(findName('Nurse', 'play', lexicon)).toBe(-1);
    expect(readNames('Nurse', 'play', 45, lexicon)).toEqual([]);
  });

  it('reads any text without a throw, and alike twice', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400, unit: 'binary' }), (text) => {
        const value = find(text);
        expect(value).toBeGreaterThanOrEqual(-1);
        expect(value).toBeLessThan(values.length);
        expect(find(text)).toBe(value);
      }),
    );
  });

  it('finds a name between any words that name nothing', () => {
    const others = fc.array(fc.constantFrom('senior', 'of', 'nights', '&', '2024', 'é'), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(others, others, (before, after) => {
        expect(find([...before, 'Nursing assistant', ...after].join(' '))).toBe(1);
      }),
    );
  });
});

describe('nearTo', () => {
  it('gives what is at least so near, itself first', () => {
    for (const percent of [1, 20, 45, 46, 60, 61, 100]) {
      for (const value of [0, 1, 2]) {
        const level = [45, 60].find((one) => one >= percent);
        const expected = [0, 1, 2].filter(
          (other) => other !== value && level !== undefined && NEAR[value]![other]! * 100 >= level,
        );
        expect(nearTo(value, percent, 'work', lexicon)).toEqual([value, ...expected]);
      }
    }
  });
});
