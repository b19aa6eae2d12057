import { describe, expect, it } from 'vitest';
import { compileSchema } from '../../../src/core/features/compile-schema.ts';
import type { FieldSource, SchemaSource } from '../../../src/core/features/schema.ts';
import { createRandom } from '../../../src/core/math/random.ts';
import { inferSchema } from '../../../src/distill/schema/infer-schema.ts';
import { jobs } from '../../fixtures/jobs-domain.ts';
import { pathStatistics } from '../../../src/distill/schema/path-statistics.ts';

const COUNT = 80;
const NOW = Date.UTC(2026, 10, 30);
const KNOWN = { base: jobs.schema, now: NOW };
const random = createRandom('tables');
const times = <T>(make: (i: number) => T): T[] => Array.from({ length: COUNT }, (_, i) => make(i));

function fieldOf(schema: SchemaSource, name: string): FieldSource | undefined {
  return schema.fields.find((field) => field.name === name);
}

const paths = (schema: SchemaSource): string[] =>
  schema.fields.flatMap((field) => [field.item ?? [], field.profile ?? []].flat());

const pickOf = (text: string): string => random.pick(text.split(' '));

/** Postings and resumes as the web has them. */
const items = times((i) => ({
  identifier: { '@type': 'PropertyValue', name: 'Acme', value: `item-${i}`, propertyID: `${i}` },
  url: `https://example.org/${i}`,
  title: `${pickOf('nurse welder baker')} ${pickOf('senior junior lead')}`,
  description: `We look for somebody who can ${pickOf('bake weld nurse drive')} all day long.`,
  skills: [pickOf('triage torch dough'), pickOf('ward oven gas')],
  hiringOrganization: { name: pickOf('Acme Bakers Metal'), identifier: { value: `org-${i}` } },
  jobLocation: { address: { addressLocality: pickOf('Cork Galway'), addressRegion: 'IE' } },
  baseSalary: 20_000 + 500 * i,
  datePosted: '2024-01-05',
  validThrough: '2024-03-05',
  attributes: {
    shift: pickOf('night day'),
    grade: i % 7,
    requisition: `R-${1000 + i}`,
    deadline: `2024-02-${10 + (i % 18)}`,
    constant: 'same',
    gender: pickOf('m f'),
  },
}));
const profiles = times((i) => ({
  id: `p${i}`,
  basics: {
    name: `Name ${i}`,
    label: pickOf('nurse welder baker'),
    email: `p${i}@example.org`,
    location: { city: pickOf('Cork Galway') },
  },
  skills: [{ name: pickOf('triage torch dough') }],
  birthDate: '1980-02-03',
  attributes: {
    shift: pickOf('night day'),
    grade: i % 9,
    age: 20 + (i % 40),
    nationality: pickOf('ie fr de'),
    maritalStatus: pickOf('single married'),
    startDate: `2024-05-${10 + (i % 18)}`,
  },
}));

describe('inferSchema on postings and resumes', () => {
  const { schema, left } = inferSchema(items, profiles, KNOWN);
  const reasonOf = (path: string): string | undefined =>
    left.find((entry) => entry.path === path)?.reason;

  it('compiles, and takes the fields of the jobs vocabulary that are filled', () => {
    expect(() => compileSchema(schema)).not.toThrow();
    for (const name of ['title', 'description', 'skills', 'employer', 'place', 'pay', 'posted']) {
      expect(fieldOf(schema, name), name).toBeDefined();
    }
    expect(fieldOf(schema, 'licences')).toBeUndefined();
    expect(fieldOf(schema, 'title')).toMatchObject({ item: 'title', profile: 'basics.label' });
    const names = schema.measures!.map((measure) => measure.name);
    expect(names).toEqual(expect.arrayContaining(['title', 'skills', 'Area', 'Ad age']));
    // Nobody says what pay they want.
    expect(names).not.toContain('Pay ratio');
  });

  it('makes one field and a cross of what both sides call the same', () => {
    expect(fieldOf(schema, 'shift')).toMatchObject({
      kind: 'tags',
      item: 'attributes.shift',
      profile: 'attributes.shift',
    });
    expect(schema.measures!).toContainEqual({
      name: 'Shift fits',
      kind: 'contains',
      item: 'shift',
    });
    expect(fieldOf(schema, 'grade')).toMatchObject({ kind: 'number', min: 0, max: 8 });
    expect(schema.measures!).toContainEqual({
      name: 'Grade difference',
      kind: 'difference',
      item: 'grade',
    });
  });

  it('never takes keys, links, contacts and dates', () => {
    const used = paths(schema);
    for (const path of used) {
      expect(path).not.toMatch(/identifier|^id$|url|email|@type/u);
    }
    for (const path of [
      'identifier.value',
      'identifier.name',
      'identifier.propertyID',
      'identifier.@type',
      'url',
    ]) {
      expect(reasonOf(path), path).toMatch(/^a key/);
    }
    expect(schema.measures!).toContainEqual(
      expect.objectContaining({ name: 'Days since deadline', kind: 'age' }),
    );
    expect(reasonOf('attributes.requisition')).toBe('different for every object');
    expect(reasonOf('attributes.constant')).toBe('always the same');
  });

  it('never takes protected attributes, and says why', () => {
    for (const [path, word] of [
      ['attributes.gender', 'gender'],
      ['attributes.age', 'age'],
      ['attributes.nationality', 'nationality'],
      ['attributes.maritalStatus', 'marital'],
      ['birthDate', 'birth'],
    ] as const) {
      expect(paths(schema)).not.toContain(path);
      expect(reasonOf(path), path).toMatch(/^a protected attribute/);
      expect(reasonOf(path), path).toContain(word);
    }
    expect(paths(schema)).not.toContain('basics.name');
  });

  it('infers the same again', () => {
    expect(inferSchema(items, profiles, KNOWN)).toMatchObject({ schema, left });
  });

  it('leaves the built-in schema as it is', () => {
    expect(() => compileSchema(jobs.schema)).not.toThrow();
    // Items without other titles: the field of all titles would only repeat the title.
    const names = (alternateName: object) => {
      const titled = items.map((item) => ({ ...item, ...alternateName }));
      return inferSchema(titled, profiles, KNOWN).schema.measures!.map((measure) => measure.name);
    };
    expect(names({})).not.toContain('titles');
    expect(names({ alternateName: ['carer'] })).toContain('titles');
    expect(fieldOf(jobs.schema, 'pay')).toMatchObject({ min: 10_000, max: 500_000 });
    expect(fieldOf(jobs.schema, 'title')!.profile).toContain('basics.headline');
  });
});

describe('inferSchema by the values', () => {
  const infer = (
    item: (i: number) => Record<string, unknown>,
    profile: (i: number) => Record<string, unknown> = (i) => ({ label: pickOf('a b'), i }),
  ) =>
    inferSchema(
      times((i) => ({ identifier: i, ...item(i) })),
      times((i) => ({ id: i, ...profile(i) })),
      KNOWN,
    );

  it('tells codes, numbers, tags and texts apart', () => {
    const { schema } = infer((i) => ({
      attributes: {
        code: `${10 + (i % 5)}-${i % 3}`,
        open: i % 2 === 0,
        weight: 3 + (i % 11),
        genre: ['space opera', 'western'][i % 2],
        blurb: `a story of ${i % 9} friends who go a long way to the sea and ${i % 4} who stay`,
      },
    }));
    expect(fieldOf(schema, 'code')).toMatchObject({ kind: 'category' });
    expect(fieldOf(schema, 'open')).toMatchObject({ kind: 'flag' });
    expect(fieldOf(schema, 'weight')).toMatchObject({ kind: 'number', min: 3, max: 13 });
    expect(fieldOf(schema, 'genre')).toMatchObject({ kind: 'tags' });
    expect(fieldOf(schema, 'blurb')).toMatchObject({ kind: 'text' });
    expect(() => compileSchema(schema)).not.toThrow();
  });

  it('takes a logarithmic scale for numbers that span a factor of 50, and a linear one at 0', () => {
    const { schema } = infer((i) => ({
      attributes: { votes: 2 ** (i % 20), zero: i % 2 ? 0 : 10 ** (i % 6) },
    }));
    expect(fieldOf(schema, 'votes')).toMatchObject({ scale: 'log', min: 1 });
    expect(fieldOf(schema, 'zero')).toMatchObject({ scale: 'linear', min: 0 });
    expect(() => compileSchema(schema)).not.toThrow();
  });

  it('falls back to a linear scale where the other side of a merged number reaches 0', () => {
    const { schema } = infer(
      (i) => ({ attributes: { votes: 2 ** (i % 20) } }),
      (i) => ({ attributes: { votes: -(i % 5) } }),
    );
    expect(fieldOf(schema, 'votes')).toMatchObject({ scale: 'linear', min: -4 });
    expect(() => compileSchema(schema)).not.toThrow();
  });

  it('fits the range of a known number to data that lies beyond it', () => {
    const { schema } = infer(
      () => ({ title: 'baker' }),
      (i) => ({ attributes: { maxCommuteKm: 300 + i } }),
    );
    expect(fieldOf(schema, 'maxCommute')!.max).toBeGreaterThan(300);
    expect(() => compileSchema(schema)).not.toThrow();
  });

  it('takes sets of codes together where many objects share one', () => {
    const sets = [['10', '11'], ['12'], ['10', '12', '13'], ['14', '15']];
    const { schema } = infer((i) => ({
      attributes: {
        tasks: sets[i % 4],
        single: `${10 + (i % 4)}`,
        rarely: [`${i % 9}`, `${10 + (i % 7)}`],
      },
    }));
    expect(fieldOf(schema, 'tasks')).toMatchObject({ kind: 'category', item: 'attributes.tasks' });
    expect(fieldOf(schema, 'tasks.set')).toMatchObject({ joint: true, item: 'attributes.tasks' });
    expect(schema.fields.filter(({ joint }) => joint)).toHaveLength(1);
    expect(() => compileSchema(schema)).not.toThrow();
    const both = (i: number) => ({ attributes: { tasks: sets[i % 4] } });
    const shared = infer(both, both).schema;
    const path = 'attributes.tasks';
    expect(fieldOf(shared, 'tasks.set')).toMatchObject({ item: path, profile: path });
    expect(() => compileSchema(shared)).not.toThrow();
  });

  it("takes the dates of a profile's record, but none that could tell an age", () => {
    const day = (years: number, i: number) =>
      new Date(Date.UTC(2020 - (i % years), i % 12, 1 + (i % 28))).toISOString().slice(0, 10);
    const { schema, left } = infer(
      (i) => ({ attributes: { code: `${i % 3}`, changed: day(2, i) } }),
      (i) => ({ wish: `k${i % 3}`, attributes: { updatedOn: day(2, i), leftSchool: day(30, i) } }),
    );
    const updated = fieldOf(schema, 'updated on')!;
    expect(updated).toMatchObject({ kind: 'time', embed: true });
    expect(updated.min).toBeGreaterThanOrEqual(Date.UTC(2019, 0));
    expect(updated.max).toBeLessThan(Date.UTC(2021, 0));
    expect(left).toContainEqual({
      side: 'profile',
      path: 'attributes.leftSchool',
      reason: 'a date of a life',
    });
    expect(fieldOf(schema, 'changed')).toMatchObject({ kind: 'time' });
    expect(() => compileSchema(schema)).not.toThrow();
  });

  it('leaves out what is filled too rarely, and objects under keys that no path can name', () => {
    const { schema, left } = inferSchema(
      Array.from({ length: 1000 }, (_, i) => ({
        identifier: i,
        attributes: {
          kind: `k${i % 3}`,
          rare: i < 3 ? `r${i}` : undefined,
          'a b': 'x',
          'c.d': 'y',
        },
      })),
      times((i) => ({ id: i, wish: `k${i % 3}` })),
      KNOWN,
    );
    expect(paths(schema)).toEqual(['attributes.kind', 'wish']);
    expect(left).toContainEqual({
      side: 'item',
      path: 'attributes.rare',
      reason: 'filled too rarely',
    });
  });

  it('gives measures names of their own where a field is called like a known one', () => {
    const place = (i: number) => ({
      address: { addressLocality: pickOf('Cork Galway') },
      geo: { latitude: 50 + (i % 3), longitude: 1 },
    });
    const { schema } = infer(
      (i) => ({
        title: pickOf('baker nurse'),
        jobLocation: place(i),
        datePosted: '2024-01-05',
        attributes: { distance: i % 40, commute: pickOf('old new'), titleExperience: i % 4 },
      }),
      (i) => ({
        basics: {
          label: pickOf('baker nurse'),
          location: { city: 'Cork', latitude: 50, longitude: 1 },
        },
        work: [{ position: 'baker' }],
        attributes: { distance: i % 40, commute: pickOf('old new'), titleExperience: i % 4 },
      }),
    );
    expect(() => compileSchema(schema)).not.toThrow();
    const names = schema.measures!.map((measure) => measure.name);
    expect(new Set(names).size).toBe(names.length);
    expect(schema.measures!.filter((measure) => measure.item === 'distance')).toHaveLength(1);
  });

  it('stays within the limits of a schema however many columns there are', () => {
    const wide = (i: number) => ({
      attributes: Object.fromEntries(
        // Every fifth column is always the same.
        Array.from({ length: 120 }, (_, c) => [`column${c}`, `value ${(i * (c + 3)) % 5}`]),
      ),
    });
    const { schema, left } = infer(wide, wide);
    expect(() => compileSchema(schema)).not.toThrow();
    expect(left.filter(({ reason }) => reason === 'there are too many fields').length).toBe(2 * 56);
  });
});

describe('inferSchema on another domain', () => {
  it('takes movies and viewers as they are', () => {
    const genres = 'drama comedy horror western'.split(' ');
    const { schema, left } = inferSchema(
      times((i) => ({
        id: i,
        title: `${pickOf('lost last green')} ${pickOf('river city')} ${i}`,
        genres: [genres[i % 4], genres[(i >> 2) % 4]],
        runtime: 80 + (i % 90),
        director: pickOf('ash birch cedar'),
        released: `19${50 + (i % 50)}-01-02`,
      })),
      times((i) => ({
        id: `v${i}`,
        genres: [genres[i % 4]],
        runtime: 80 + (i % 60),
        country: pickOf('ie fr de'),
        birthDate: '1980-01-01',
      })),
      { now: NOW },
    );
    const compiled = compileSchema(schema);
    expect(compiled.fields.map(({ name, kind }) => [name, kind])).toEqual([
      ['genres', 'tags'],
      ['runtime', 'number'],
      ['title', 'text'],
      ['director', 'category'],
      ['released', 'time'],
      ['country', 'category'],
    ]);
    expect(compiled.crosses.map(({ name, kind }) => [name, kind])).toEqual([
      ['Genres fits', 'match'],
      ['Runtime difference', 'difference'],
      // Of no use against a viewer, but it tells which movies are alike.
      ['Title likeness', 'match'],
      ['Days since released', 'age'],
    ]);
    expect(left.map(({ side, path }) => `${side} ${path}`)).toEqual([
      'item id',
      'profile id',
      'profile birthDate',
    ]);
  });
});

describe('pathStatistics', () => {
  it('describes every path that ends in a value', () => {
    const [a, b, c] = pathStatistics([
      { a: { b: ['one two', 'three'] }, c: 2 },
      { a: { b: 'three' }, d: null, e: '', f: Number.NaN },
      { a: [{ b: true }], c: 4, g: '2024-01-02' },
    ]);
    expect(a).toMatchObject({
      path: 'a.b',
      objects: 3,
      total: 3,
      strings: 3,
      booleans: 1,
      words: 4,
    });
    expect(a!.many).toBe(true);
    expect([...a!.distinct]).toEqual(['one two', 'three', 'true']);
    expect(b).toMatchObject({ path: 'c', objects: 2, numbers: 2, values: [2, 4], many: false });
    expect(c).toMatchObject({ path: 'g', dates: 1 });
  });
});
