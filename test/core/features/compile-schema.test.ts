import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileSchema } from '../../../src/core/features/compile-schema.ts';
import { readSchema } from '../../../src/core/features/read-schema.ts';
import { isPocketRankError } from '../../../src/core/errors.ts';
import { jobs } from '../../fixtures/jobs-domain.ts';
import { EVERY_KIND } from '../../fixtures/random-student.ts';

const title = { name: 'title', kind: 'text', item: 'title', profile: 'basics.label' };
const pay = { name: 'pay', kind: 'number', item: 'pay', min: 1, max: 9 };
const place = { name: 'place', kind: 'place', item: 'place', profile: 'place' };
const form = { name: 'form', kind: 'category', item: 'form', profile: 'form' };
const shape = { name: 'shape', kind: 'category', item: 'shape' };
const posted = { name: 'posted', kind: 'time', item: 'datePosted' };
const schema = (fields: unknown[], measures: unknown[] = []): unknown => ({
  name: 's',
  version: 2,
  fields,
  measures,
});
const field = (changes: object): unknown => schema([{ ...title, ...changes }]);
const measure = (changes: object): unknown =>
  schema(
    [title, pay, place, posted, form, shape],
    [{ name: 'c', kind: 'overlap', item: 'title', ...changes }],
  );

function message(source: unknown): string {
  try {
    compileSchema(source);
  } catch (error) {
    expect(isPocketRankError(error, 'INVALID_SCHEMA'), String(error)).toBe(true);
    return (error as Error).message;
  }
  throw new Error('it compiles');
}

describe('compileSchema', () => {
  it('takes the schemas of the package', () => {
    for (const source of [EVERY_KIND, jobs.schema]) {
      const compiled = compileSchema(source);
      expect(compiled.fields.map(({ name }) => name)).toEqual(
        source.fields.map(({ name }) => name),
      );
      expect(compileSchema(JSON.parse(JSON.stringify(source)))).toEqual(compiled);
      // What a model file carries is read the same again.
      const { measures: _, ...carried } = readSchema(compiled.source);
      expect(compiled).toMatchObject(carried);
    }
  });

  it('takes conditions under which a measure says nothing', () => {
    const kind = { name: 'kind', kind: 'category', item: 'kind' };
    const waived = (unless: unknown): unknown =>
      schema([title, kind], [{ name: 'c', kind: 'overlap', item: 'title', unless }]);
    const one = compileSchema(waived({ item: { field: 'kind', is: 'FULL_TIME' } })).crosses[0]!;
    const two = compileSchema(waived({ item: { field: 'kind', is: ['x', 'Full-time'] } }))
      .crosses[0]!;
    expect(one.unless.item!.field).toBe(1);
    expect(two.unless.item!.hashes).toHaveLength(2);
    expect(two.unless.item!.hashes[1]).toBe(one.unless.item!.hashes[0]);
    for (const [wrong, text] of [
      [[], 'must be an object'],
      [{ items: {} }, 'items'],
      [{ item: 'kind' }, 'must be an object'],
      [{ item: { field: 'kind' } }, '`is`'],
      [{ item: { field: 'kind', is: [] } }, '`is`'],
      [{ item: { field: 'kind', is: 1 } }, '`is`'],
      [{}, 'needs a condition'],
      [{ item: { field: 'kind', is: 'x', or: 1 } }, 'or'],
      [{ item: { field: 'title', is: 'x' } }, 'names no category'],
      [{ profile: { field: 'kind', is: 'x' } }, 'profile side'],
    ] as const) {
      expect(message(waived(wrong))).toContain(text);
    }
  });

  it('fills in defaults', () => {
    const compiled = compileSchema(
      schema(
        [title, { name: 'tags', kind: 'tags', item: ['a.b', 'c'] }, posted, place],
        [
          { name: 'm', kind: 'overlap', item: 'tags' },
          { name: 'a', kind: 'age', item: 'posted' },
          { name: 'd', kind: 'distance', item: 'place' },
        ],
      ),
    );
    expect(compiled.fields[0]).toMatchObject({ embed: true, grams: false, maxWords: 96 });
    expect(compiled.fields[1]).toMatchObject({
      embed: true,
      grams: true,
      paths: { item: [['a', 'b'], ['c']], profile: [] },
    });
    expect(compiled.fields[2]).toMatchObject({ embed: false });
    expect(compiled.crosses).toMatchObject([
      { slots: 8, perText: false, profileField: -1, offset: 0, bytes: 24 },
      { profileField: -1, offset: 24, bytes: 2 },
      { slots: 2, profileField: 3, offset: 26, bytes: 8 },
    ]);
    // Behind the crosses the facts of what is compared exactly: two places and a day.
    expect(compiled.facts.item).toMatchObject([
      { at: 34, slots: 1 },
      { at: 36, slots: 2 },
    ]);
    expect(compiled.evidenceBytes).toBe(34 + 2 + 32);
  });

  it.each<[string, unknown]>([
    ['the schema: must be an object', null],
    ['the schema: must be an object', []],
    ['the schema: `version` must be 2', { name: 's', version: 1, fields: [title] }],
    ['the schema: `name` is missing', { version: 2, fields: [title] }],
    ['the schema: has the unknown property "field"', { name: 's', version: 2, field: [] }],
    ['`fields`: must be a list', { name: 's', version: 2, fields: {} }],
    ['`measures`: must be a list', { name: 's', version: 2, fields: [title], measures: 1 }],
    ['the schema: needs 1 to 64 fields', schema([])],
    ['the schema: needs 1 to 64 fields', schema(Array.from({ length: 65 }, () => title))],
    [
      'more than 64 measures',
      schema(
        [title],
        Array.from({ length: 65 }, () => ({})),
      ),
    ],
    [
      'more than 32 measures that the student sees',
      schema(
        [title],
        Array.from({ length: 33 }, (_, i) => ({ name: `m${i}`, kind: 'overlap', item: 'title' })),
      ),
    ],
    ['the schema: has no field on the profile side', schema([pay])],
    ['the schema: has no field on the item side', schema([{ ...title, item: undefined }])],
    ['field 1: must be an object', schema(['title'])],
    ['field 1: `name` is missing', field({ name: '' })],
    ['field "title": stands twice', schema([title, title])],
    ['field "title": `kind` must be one of', field({ kind: 'words' })],
    [
      'field "title": has the unknown property "maxwords" (did you mean "maxWords"?)',
      field({ maxwords: 3 }),
    ],
    ['field "title": has neither', field({ item: undefined, profile: undefined })],
    ['field "title": `item` must be dotted paths', field({ item: 'a..b' })],
    ['field "title": `item` must be dotted paths', field({ item: [3] })],
    ['field "title": `profile` must be dotted paths', field({ profile: '' })],
    ['the item path "a.__proto__" does not name data', field({ item: 'a.__proto__' })],
    ['the profile path "constructor.a" does not', field({ profile: 'constructor.a' })],
    ['field "title": `grams`: must be true or false', field({ grams: 'yes' })],
    ['field "title": `embed`: must be true or false', field({ embed: 1 })],
    ['`maxWords` must be an integer from 1 to 512', field({ maxWords: 513 })],
    ['`maxWords`: must be a number', field({ maxWords: '9' })],
    ['field "pay": needs `min` and `max`', schema([title, { ...pay, min: undefined }])],
    ['field "pay": `min` must be below `max`', schema([title, { ...pay, max: 1 }])],
    ['field "pay": `min` and `max` must lie within', schema([title, { ...pay, max: 1e300 }])],
    ['a log scale needs `min` above 0', schema([title, { ...pay, min: 0, scale: 'log' }])],
    ['a log scale needs `min` above 0', schema([title, { ...pay, min: 1e-300, scale: 'log' }])],
    ['field "posted": needs `min` and `max`', schema([title, { ...posted, min: 1 }])],
    ['field "posted": `min` must be below `max`', schema([title, { ...posted, min: 1, max: 1 }])],
    ['`joint`: must be true or false', schema([{ ...title, kind: 'category', joint: 'yes' }])],
    ['`joint` is for categories alone', schema([{ ...title, joint: true }])],
    ['`scale` must be one of linear, log', schema([title, { ...pay, scale: 'sqrt' }])],
    ['`max`: must be a number', schema([title, { ...pay, max: NaN }])],
    ['measure 1: must be an object', schema([title], [null])],
    ['measure 1: `name` is missing', measure({ name: 3 })],
    ['`noun`: needs `one` and `many`', { ...(schema([title]) as object), noun: { one: 'x' } }],
    ['a code of ISO 4217', { ...(schema([title]) as object), currency: 'Euro' }],
    ['event 2: "view" stands twice', { ...(schema([title]) as object), events: ['view', 'view'] }],
    ['event 1: must be a word', { ...(schema([title]) as object), events: ['to view'] }],
    ['`per` is for amounts alone', schema([title, { ...pay, per: 'year' }])],
    [
      '`vocabulary` is for categories, tags and texts alone',
      schema([title, { ...pay, vocabulary: 'v' }]),
    ],
    ['share no values', measure({ kind: 'same', item: 'shape', profile: 'form' })],
    ['cannot compare place with category', measure({ item: 'place', profile: 'form' })],
    ['either `values`, from best to worst, or a `unit`', measure({ kind: 'grade', item: 'form' })],
    [
      '`table`: "goood" (did you mean "good"?) is none of its values',
      measure({ kind: 'grade', item: 'form', values: ['good'], table: { a: { b: 'goood' } } }),
    ],
    ['`waived` needs `unless`', measure({ waived: 1 })],
    ['`values` must be two words', measure({ kind: 'same', item: 'form', values: ['yes'] })],
    ['`values` is missing', measure({ kind: 'value', item: 'form' })],
    ['a taught measure needs either', schema([title], [{ name: 't', kind: 'taught' }])],
    ['`end` must be low, middle, high', measure({ kind: 'number', item: 'pay', end: 'top' })],
    [
      '`per.otherwise` must be above 0',
      measure({ kind: 'distance', item: 'place', per: { otherwise: 0 } }),
    ],
    ['measure "c": `kind` must be one of', measure({ kind: 'match' })],
    ['measure "c": `kind` is missing', measure({ kind: undefined })],
    ['has the unknown property "slot" (did you mean "slots"?)', measure({ slot: 3 })],
    ['`table` is not for measures of kind overlap', measure({ table: {} })],
    ['`item` names no field: "titel" (did you mean "title"?)', measure({ item: 'titel' })],
    ['measure "c": `profile` names no field: "nope"', measure({ profile: 'nope' })],
    ['measure "c": field "pay" has no profile side', measure({ profile: 'pay' })],
    ['measure "c": `item` is missing', measure({ item: undefined })],
    ['a measure of kind overlap takes no field of kind number', measure({ item: 'pay' })],
    ['a measure of kind difference takes no field of kind text', measure({ kind: 'difference' })],
    [
      'a measure of kind distance takes no field of kind text',
      measure({ kind: 'distance', item: 'place', profile: 'title' }),
    ],
    ['a measure of kind age takes no field of kind text', measure({ kind: 'age' })],
    ['`profile` is not for measures of kind age', measure({ kind: 'age', profile: 'title' })],
    ['`cross` cannot be false', measure({ cross: false })],
    ['a measure of kind until has no cross', measure({ kind: 'until', cross: true })],
    ['compares nothing: field "pay" has no profile side', measure({ kind: 'ratio', item: 'pay' })],
    ['tells of one side', measure({ kind: 'number', item: undefined })],
    ['needs `part`: country, town, region', measure({ kind: 'same', item: 'place' })],
    ['`part` is for places alone', measure({ part: 'town' })],
    ['`slots` must be an integer from 1 to 64', measure({ slots: 65 })],
    ['`slots` must be an integer from 1 to 64', measure({ slots: 1.5 })],
    ['`perText`: must be true or false', measure({ perText: 'yes' })],
    [
      'measure "c": stands twice',
      schema(
        [title],
        [
          { name: 'c', kind: 'overlap', item: 'title' },
          { name: 'c', kind: 'overlap', item: 'title' },
        ],
      ),
    ],
  ])('says: %s', (text, source) => expect(message(source)).toContain(text));

  it('throws nothing but its own errors', () => {
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom('title', 'text', 'overlap', 'grade', 'value', 1),
    );
    const part = fc.dictionary(
      fc.constantFrom(
        ...'name kind item profile min max slots grams scale values table unless per'.split(' '),
      ),
      value,
    );
    const source = fc.record({
      name: fc.constantFrom('s', 1),
      version: fc.constantFrom(2, '2'),
      fields: fc.array(fc.oneof(part, fc.constant(title))),
      measures: fc.array(fc.oneof(part, value)),
    });
    fc.assert(
      fc.property(fc.oneof(source, value), (candidate) => {
        try {
          compileSchema(candidate);
        } catch (error) {
          expect(isPocketRankError(error), String(error)).toBe(true);
        }
      }),
    );
  });
});
