import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileSchema } from '../../../src/core/features/compile-schema.ts';
import { createFeaturizer, type Bag } from '../../../src/core/features/featurize.ts';
import { MAX_TOKENS } from '../../../src/core/features/tokens.ts';
import { EVERY_KIND } from '../../fixtures/random-student.ts';
import { hardItem, hardProfile, hardValue } from '../../fixtures/hard-values.ts';

const schema = compileSchema(EVERY_KIND);
const NOW = Date.UTC(2024, 0, 15);

/** The bag by field, in plain lists. */
function tokens(bag: Bag): { rows: number[]; weights: number[]; wholes: number[] }[] {
  return [...bag.ends].map((end, f) => {
    const [from, wholeFrom] = f === 0 ? [0, 0] : [bag.ends[f - 1]!, bag.wholeEnds[f - 1]!];
    return {
      rows: [...bag.rows.subarray(from, end)],
      weights: [...bag.weights.subarray(from, end)],
      wholes: [...bag.wholes.subarray(2 * wholeFrom, 2 * bag.wholeEnds[f]!)].filter(
        (_, i) => i % 2 === 0,
      ),
    };
  });
}

const of = (item: unknown): ReturnType<typeof tokens> =>
  tokens(createFeaturizer(schema, 1 << 20)('item', item, NOW));
const field = (name: string): number => schema.fields.findIndex((f) => f.name === name);

describe('a bag of tokens', () => {
  it('is the same for every spelling of the same thing', () => {
    const [type, place, skills] = [field('type'), field('place'), field('skills')];
    const types = [
      'FULL_TIME',
      'Full-time',
      'full time',
      'https://schema.org/FullTime',
      ['FULL_TIME'],
    ];
    expect(new Set(types.map((t) => JSON.stringify(of({ employmentType: t })[type]))).size).toBe(1);
    const places = [
      'St. Louis, MO, US',
      { address: { addressLocality: 'St Louis ', addressRegion: 'MO', addressCountry: 'US' } },
      { address: 'ST. LOUIS, mo, us' },
      [{ city: 'St. Louis', region: 'MO', countryCode: 'US' }],
    ];
    expect(new Set(places.map((p) => JSON.stringify(of({ jobLocation: p })[place]))).size).toBe(1);
    const lists = [
      'Java, SQL',
      ['java', 'sql'],
      [{ name: 'Java' }, { '@value': 'SQL' }],
      '<li>Java</li><li>SQL',
    ];
    expect(new Set(lists.map((l) => JSON.stringify(of({ skills: l })[skills]))).size).toBe(1);
  });

  it('shares words between fields, and keeps numbers, places and categories of fields apart', () => {
    const item = of({
      title: 'nurse',
      skills: 'nurse',
      employmentType: 'nurse',
      jobLocation: 'nurse',
    });
    const [title, skills] = [item[field('title')]!, item[field('skills')]!];
    expect(skills.rows).toEqual(expect.arrayContaining(title.rows));
    expect(item[field('type')]!.rows).not.toEqual(item[field('place')]!.rows);
  });

  it('counts every n-gram of #word# once', () => {
    for (const word of ['a', 'ab', 'abc', 'abcdefg', 'разработчик']) {
      const { rows, weights } = of({ title: word })[field('title')]!;
      const length = word.length + 2;
      const grams = [3, 4, 5].reduce((sum, n) => sum + Math.max(0, length - n + 1), 0);
      expect(rows).toHaveLength(1 + grams);
      expect(weights).toEqual([2, ...Array.from({ length: grams }, () => 1)]);
    }
  });

  it('counts each sign of kana, ideographs and Hangul too, and each two side by side', () => {
    const count = (title: string): number => of({ title })[field('title')]!.rows.length;
    // #技術者# has 3, 2 and 1 n-grams of 3, 4 and 5 units, 3 signs and 2 pairs.
    expect(count('技術者')).toBe(1 + 6 + 3 + 2);
    expect(count('ab者')).toBe(1 + 6 + 1);
    expect(count('開a発')).toBe(1 + 6 + 2);
    expect(count('개발')).toBe(1 + 3 + 2 + 1);
  });

  it('shares the weight of a number between two bins, 4 in all', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const { rows, weights } = of({ baseSalary: value })[field('pay')]!;
        expect(weights.reduce((a, b) => a + b, 0)).toBe(4);
        expect(rows.length).toBeLessThanOrEqual(2);
      }),
    );
  });

  it('is bounded and in range for any object', () => {
    const rows = 997;
    const featurize = createFeaturizer(schema, rows);
    fc.assert(
      fc.property(
        fc.oneof(hardItem, hardProfile, hardValue),
        fc.constantFrom('item', 'profile'),
        (object, side) => {
          const bag = featurize(side, object, NOW);
          const count = bag.ends.at(-1)!;
          expect(count).toBeLessThanOrEqual(MAX_TOKENS * schema.fields.length);
          for (let i = 0; i < count; i++) {
            expect(bag.rows[i]).toBeLessThan(rows);
            expect(bag.weights[i]).toBeGreaterThan(0);
            expect(bag.weights[i]).toBeLessThanOrEqual(4);
          }
        },
      ),
    );
  });

  it('does not depend on what was featurized before', () => {
    const featurize = createFeaturizer(schema, 997);
    fc.assert(
      fc.property(hardItem, hardItem, (one, other) => {
        const first = tokens(featurize('item', one, NOW));
        featurize('item', other, NOW);
        expect(tokens(featurize('item', one, NOW))).toEqual(first);
      }),
    );
  });

  it('takes at most 4096 tokens of a field', () => {
    const long = of({
      title: '北'.repeat(20_000),
      skills: Array.from({ length: 64 }, () => '京'.repeat(900)),
    });
    expect(long[field('title')]!.rows).toHaveLength(MAX_TOKENS);
    expect(long[field('skills')]!.rows).toHaveLength(MAX_TOKENS);
    expect(long[field('skills')]!.wholes).toHaveLength(64);
  });
});

describe('hostile objects', () => {
  const featurize = createFeaturizer(schema, 997);

  it('take bounded time', () => {
    const ring: Record<string, unknown> = {};
    for (const key of [
      'title',
      'skills',
      'name',
      'value',
      'minValue',
      'address',
      'geo',
      'jobLocation',
    ]) {
      ring[key] = ring;
    }
    ring.baseSalary = ring.datePosted = ring.hiringOrganization = ring.employmentType = ring;
    const knot: unknown[] = [];
    for (let i = 0; i < 50; i++) knot.push(knot);
    const texts = Array.from({ length: 2000 }, () => '<a '.repeat(10_000));
    const hostile = [
      ring,
      knot,
      { title: knot, skills: knot, jobLocation: [knot], baseSalary: knot },
      { title: texts, skills: texts, employmentType: texts },
      {
        title: '&'.repeat(1e6),
        skills: ','.repeat(1e6),
        baseSalary: ' '.repeat(1e6),
        datePosted: ' '.repeat(1e6),
      },
      { skills: Array.from({ length: 1e5 }, (_, i) => ({ name: `skill ${i}` })) },
    ];
    const started = performance.now();
    for (const object of hostile) featurize('item', object, NOW);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('pollute nothing', () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    featurize(
      'item',
      JSON.parse('{"__proto__":{"title":"x"},"title":{"__proto__":{"name":"y"}}}'),
      NOW,
    );
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    expect(({} as { title?: unknown }).title).toBeUndefined();
  });
});
