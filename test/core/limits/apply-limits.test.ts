import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyLimits, NO_CAP } from '../../../src/core/limits/apply-limits.ts';
import type { IntervalSource, LimitSource, WhenSource } from '../../../src/core/limits/limit.ts';
import { readLimits } from '../../../src/core/limits/read-limits.ts';
import { createRandom } from '../../../src/core/math/random.ts';
import { measureValue } from '../../../src/core/measures/bind-any-measure.ts';
import { valuesOf } from '../../../src/core/measures/values.ts';
import { measuring, NOW } from '../measures/measured.ts';

const MEASURES = [
  { name: 'Price ratio', kind: 'ratio', item: 'price' },
  { name: 'Allergens', kind: 'contains', item: 'skills' },
  { name: 'Days left', kind: 'until', item: 'until' },
  { name: 'Distance', kind: 'distance', item: 'place' },
  { name: 'Area', kind: 'area', item: 'place', whereNoDistance: true },
  { name: 'Type', kind: 'value', item: 'type', values: ['a', 'b', 'c'] },
];
const { schema, code, evidence } = measuring(MEASURES);

const open = (min: number | null, max: number | null): IntervalSource => [min, max, false, true];
const limit = (name: string, cap: number, ...when: WhenSource[]): LimitSource => ({
  name,
  cap,
  when,
  reason: name,
});

const EXPIRED = limit('Expired', 0, { measure: 'Days left', intervals: [open(null, 0)] });
const TOO_DEAR = limit('Too dear', 2, {
  measure: 'Price ratio',
  intervals: [[1.2, null, true, false]],
});
const ALLERGEN = limit('Allergen', 1, { measure: 'Allergens', values: ['yes'] });

function apply(
  sources: readonly LimitSource[],
  items: readonly object[],
  profile: object,
  slots = Uint32Array.from(items.keys()),
): { caps: number[]; which: number[] } {
  const width = 5;
  const stride = width + schema.evidenceBytes;
  const codes = new Uint8Array(stride * items.length).fill(0xee);
  for (const [i, item] of items.entries()) codes.set(code(item), i * stride + width);
  const caps = new Uint8Array(slots.length).fill(9);
  const which = new Uint32Array(slots.length).fill(9);
  const limits = readLimits(sources, schema);
  applyLimits({ limits, schema, stride }, evidence(profile), codes, slots, caps, which);
  return { caps: [...caps], which: [...which] };
}

describe('applyLimits', () => {
  it('caps at the lowest grade of the limits that hold, and tells which do', () => {
    const items = [
      { until: '2026-02-01', price: 130, skills: ['nuts'] },
      { until: '2026-03-01', price: 130, skills: ['milk', 'nuts'] },
      { until: '2026-03-02', price: 120, skills: ['milk'] },
      { price: 121 },
      {},
    ];
    const { caps, which } = apply([EXPIRED, TOO_DEAR, ALLERGEN], items, {
      price: 100,
      skills: ['nuts'],
    });
    expect(caps).toEqual([0, 1, NO_CAP, 2, NO_CAP]);
    expect(which).toEqual([0b111, 0b110, 0, 0b010, 0]);
  });

  it('needs all conditions of a limit', () => {
    const both = limit('Both', 1, TOO_DEAR.when[0]!, ALLERGEN.when[0]!);
    const profile = { price: 100, skills: ['nuts'] };
    const items = [
      { price: 150, skills: ['nuts'] },
      { price: 150, skills: ['milk'] },
      { price: 150 },
    ];
    expect(apply([both], items, profile).caps).toEqual([1, NO_CAP, NO_CAP]);
  });

  it('never holds for what the profile leaves open', () => {
    expect(apply([TOO_DEAR, ALLERGEN], [{ price: 900, skills: ['nuts'] }], {})).toEqual({
      caps: [NO_CAP],
      which: [0],
    });
  });

  it('takes the slots that it is told, in their order', () => {
    const items = [{}, { until: '2026-02-01' }, {}];
    expect(apply([EXPIRED], items, {}, Uint32Array.of(1, 2, 1)).caps).toEqual([0, NO_CAP, 0]);
  });

  it('has room for 32 limits', () => {
    const many = Array.from({ length: 32 }, () => EXPIRED);
    expect(apply(many, [{ until: '2026-02-01' }], {}).which).toEqual([0xffffffff]);
  });

  it('holds borders as numbers in single precision have them', () => {
    const exact = (price: number): WhenSource => ({
      measure: 'Price ratio',
      intervals: [[price, price, false, false]],
    });
    for (const [price, budget] of [
      [19.99, 24.99],
      [0.1, 0.3],
      [123_456.78, 99_999.9],
    ] as const) {
      const source = limit('Exact', 1, exact(price / budget));
      expect(apply([source], [{ price }], { price: budget }).caps).toEqual([1]);
    }
  });

  it('holds if and only if the definition says so', () => {
    const random = createRandom('limits');
    const some = <T>(list: readonly T[]): T | undefined =>
      random.next() < 0.25 ? undefined : random.pick(list);
    const object = (): object => ({
      price: some([0, 10, 80, 100, 100.5, 120, 999]),
      skills: some([['nuts'], ['milk', 'nuts'], ['soy'], []]),
      until: some(['2026-02-01', '2026-03-01', '2026-03-09']),
      place: some([{ latitude: 1, longitude: 2 }, 'Cork, CK, IE', 'Oslo, OS, NO']),
      type: some(['a', 'b', 'x']),
    });
    const items = Array.from({ length: 60 }, object);
    const border = fc.constantFrom(null, -3, 0, 0.8, 1, 1.2, 8, 500);
    const when = fc.constantFrom(...schema.measures).chain((measure): fc.Arbitrary<WhenSource> => {
      const values = valuesOf(measure);
      return values.length > 0
        ? fc.subarray([...values], { minLength: 1 }).map((wanted) => ({
            measure: measure.name,
            values: wanted,
          }))
        : fc
            .array(fc.tuple(border, border, fc.boolean(), fc.boolean()), {
              minLength: 1,
              maxLength: 2,
            })
            .map((intervals) => ({ measure: measure.name, intervals }));
    });
    const limits = fc.array(
      fc.record({
        name: fc.constant('l'),
        cap: fc.integer({ min: 0, max: 3 }),
        when: fc.array(when, { minLength: 1, maxLength: 2 }),
        reason: fc.constant('r'),
      }),
      { maxLength: 4 },
    );
    const profiles = fc.constantFrom(...Array.from({ length: 12 }, object));
    fc.assert(
      fc.property(limits, profiles, (sources, profile) => {
        const { caps, which } = apply(sources, items, profile);
        const known = evidence(profile, NOW);
        for (const [i, item] of items.entries()) {
          const holding = sources.map(({ when: conditions }) =>
            conditions.every((condition) => {
              const measure = schema.measures.find(({ name }) => name === condition.measure)!;
              const value = measureValue(schema, measure, code(item), 0, known);
              if (value === undefined) return false;
              if ('values' in condition) {
                return condition.values.includes(valuesOf(measure)[value]!);
              }
              return condition.intervals.some(([min, max, minOpen, maxOpen]) => {
                const near = (end: number): boolean => Math.abs(value - end) < 1e-5;
                const above = min === null || (near(min) ? !minOpen : value > min);
                return above && (max === null || (near(max) ? !maxOpen : value < max));
              });
            }),
          );
          const held = holding.flatMap((holds, l) => (holds ? [l] : []));
          expect(which[i]).toBe(held.reduce((bits, l) => (bits | (1 << l)) >>> 0, 0));
          expect(caps[i]).toBe(Math.min(NO_CAP, ...held.map((l) => sources[l]!.cap)));
        }
      }),
      { numRuns: 60 },
    );
  });
});
