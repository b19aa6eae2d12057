import { describe, expect, it } from 'vitest';
import { goodnessOf, leaningOf } from '../../../src/core/explain/leaning.ts';
import type { Facts } from '../../../src/core/explain/reason.ts';
import type { MeasureSource } from '../../../src/core/features/measure.ts';

type MeasureFacts = Extract<Facts, { kind: 'measure' }>;

const facts = (given: Partial<MeasureFacts>): MeasureFacts => ({
  kind: 'measure',
  name: 'm',
  of: 'overlap',
  value: undefined,
  unit: '',
  item: undefined,
  profile: undefined,
  ...given,
});
const shared = (count: number, of: number) => ({ count, of, words: [] });
const grade: MeasureSource = { name: 'm', kind: 'grade', values: ['as wished', 'half way', 'no'] };

describe('leaningOf', () => {
  it.each<[number | undefined, Partial<MeasureFacts>, Partial<MeasureSource>]>([
    [-1, { shared: shared(0, 3) }, { kind: 'overlap' }],
    [0, { shared: shared(2, 3) }, { kind: 'overlap' }],
    [1, { shared: shared(3, 3) }, { kind: 'overlap' }],
    [1, { shared: shared(2, 3) }, { kind: 'overlap', say: 'it asks for' }],
    [1, { value: 0.6, shared: shared(1, 3) }, { kind: 'coverage', say: 'you have {value}' }],
    [-1, { value: 0 }, { kind: 'coverage' }],
    [0, { value: 0.3 }, { kind: 'mentions' }],
    [1, { value: 'as wished' }, grade],
    [0, { value: 'half way' }, grade],
    [-1, { value: 'no' }, grade],
    [1, { value: 'no' }, { ...grade, better: 'less' }],
    [undefined, {}, grade],
    [undefined, { shared: shared(0, 1) }, { kind: 'area', say: 'in {value}' }],
    [1, { value: 12, unit: 'km' }, { kind: 'distance' }],
    [0, { value: 50, unit: 'km' }, { kind: 'distance' }],
    [-1, { value: 400, unit: 'km' }, { kind: 'distance' }],
    [-1, { value: 1.2, unit: '%' }, { kind: 'distance' }],
    [1, { value: 0 }, { kind: 'age' }],
    [-1, { value: 90 }, { kind: 'age' }],
    [-1, { value: -2 }, { kind: 'until' }],
    [0, { value: 20 }, { kind: 'until' }],
    [1, { value: 1.1 }, { kind: 'ratio', better: 'more' }],
    [-1, { value: 0.9 }, { kind: 'ratio', better: 'more' }],
    [-1, { value: 1.1 }, { kind: 'ratio', better: 'less' }],
    [0, { value: 1.1 }, { kind: 'ratio' }],
    [0, { value: 12 }, { kind: 'difference' }],
  ])('is %d of %j by %j', (leaning, given, measure) => {
    expect(leaningOf(facts(given), { name: 'm', kind: 'overlap', ...measure })).toBe(leaning);
  });

  it('is a match of what was opened, a mismatch of what holds an item', () => {
    const personal = { kind: 'personal', name: 'x', of: 'match', isRare: false } as const;
    expect(leaningOf({ ...personal, liked: 1, disliked: 2 })).toBe(1);
    expect(leaningOf({ ...personal, liked: 0, disliked: 0 })).toBe(-1);
    expect(leaningOf({ kind: 'floor' })).toBe(-1);
    expect(leaningOf({ kind: 'limit', name: 'x', cap: 1, reason: '' })).toBe(-1);
    expect(leaningOf({ kind: 'allowed' })).toBe(1);
    expect(leaningOf({ kind: 'others', names: [] })).toBe(0);
  });
});

describe('goodnessOf', () => {
  it.each<[Partial<MeasureFacts>, Partial<MeasureFacts>, Partial<MeasureSource>]>([
    [{ shared: shared(2, 3) }, { shared: shared(1, 3) }, {}],
    [{ value: 'as wished' }, { value: 'half way' }, grade],
    [{ value: 3 }, { value: 9 }, { kind: 'distance' }],
    [{ value: 3 }, { value: 9 }, { kind: 'age' }],
    [{ value: 0.8 }, { value: 1.1 }, { kind: 'ratio', better: 'less' }],
    [{ value: 0.8 }, { value: 0.2 }, { kind: 'mentions' }],
  ])('is more of %j than of %j by %j', (better, worse, given) => {
    const measure = { name: 'm', kind: 'overlap', ...given } as const;
    expect(goodnessOf(facts(better), measure)!).toBeGreaterThan(goodnessOf(facts(worse), measure)!);
  });

  it('is nothing where neither end is better', () => {
    expect(goodnessOf(facts({ value: 3 }), { name: 'm', kind: 'difference' })).toBeUndefined();
    expect(goodnessOf({ kind: 'content', similarity: 1 })).toBeUndefined();
  });
});
