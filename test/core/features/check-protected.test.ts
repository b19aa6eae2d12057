import { describe, expect, it } from 'vitest';
import { isPocketRankError } from '../../../src/core/errors.ts';
import { protectedWarnings } from '../../../src/core/features/check-protected.ts';
import { compileSchema } from '../../../src/core/features/compile-schema.ts';
import type { SchemaSource } from '../../../src/core/features/schema.ts';

const AGE = { name: 'age', kind: 'number', profile: 'attributes.age', min: 0, max: 120 } as const;
const LOWEST = { name: 'lowest', kind: 'number', item: 'minimumAge', min: 0, max: 120 } as const;
const REASON = 'A trial states whom it admits.';
const EXEMPT = [
  { path: 'attributes.age', side: 'profile', reason: REASON },
  { path: 'minimumAge', side: 'item', reason: REASON },
];
const OLD_ENOUGH = { name: 'Old enough', kind: 'atMost', item: 'lowest', profile: 'age' } as const;

function schema(changes: {
  fields?: object[];
  measures?: object[];
  guarded?: object;
}): SchemaSource {
  const title = { name: 'title', kind: 'text', item: 'title', profile: 'wish' };
  const fields = [title, ...(changes.fields ?? [])];
  const { measures = [], guarded = {} } = changes;
  return { name: 's', version: 2, fields, measures, protected: guarded } as SchemaSource;
}

function refusal(source: unknown): string {
  try {
    compileSchema(source);
  } catch (error) {
    const isOurs = isPocketRankError(error, 'PROTECTED_ATTRIBUTE');
    return isOurs || isPocketRankError(error, 'INVALID_SCHEMA') ? error.message : String(error);
  }
  return 'it compiles';
}

describe('what is protected', () => {
  it('may serve limits alone where it is exempt with a reason', () => {
    const hidden = [
      { ...AGE, embed: false },
      { ...LOWEST, embed: false },
    ];
    const own = { ...OLD_ENOUGH, cross: false };
    expect(refusal(schema({ fields: hidden, measures: [own], guarded: { exempt: EXEMPT } }))).toBe(
      'it compiles',
    );
    expect(refusal(schema({ fields: hidden, measures: [own] }))).toContain('or exempt it');
    expect(refusal(schema({ fields: [AGE, LOWEST], guarded: { exempt: EXEMPT } }))).toContain(
      '`embed: false`',
    );
    expect(
      refusal(schema({ fields: hidden, measures: [OLD_ENOUGH], guarded: { exempt: EXEMPT } })),
    ).toContain('measure "Old enough"');
    const other = { name: 'm', kind: 'until', item: 'end', unless: {} };
    const condition = { profile: { field: 'group', is: 'x' } };
    const crossed = { ...other, kind: 'age', unless: condition };
    const group = { name: 'group', kind: 'category', profile: 'religion', embed: false };
    const end = { name: 'end', kind: 'time', item: 'end' };
    const exempt = [{ path: 'religion', side: 'profile', reason: REASON }];
    expect(
      refusal(schema({ fields: [group, end], measures: [crossed], guarded: { exempt } })),
    ).toContain('`cross: false`');
  });

  it('may be a feature where its word misleads', () => {
    const photos = { name: 'photos', kind: 'number', item: 'photoCount', min: 0, max: 20 };
    const exempt = [{ path: 'photoCount', side: 'item', reason: 'No person.', features: true }];
    expect(refusal(schema({ fields: [photos] }))).toContain('photo');
    expect(refusal(schema({ fields: [photos], guarded: { exempt } }))).toBe('it compiles');
  });

  it('may be more than the usual, in words of the schema', () => {
    const code = { name: 'code', kind: 'category', profile: 'home.postalCode' };
    expect(refusal(schema({ fields: [code] }))).toBe('it compiles');
    expect(refusal(schema({ fields: [code], guarded: { refuse: ['postalCode'] } }))).toContain(
      'postalCode',
    );
    expect(refusal(schema({ fields: [code], guarded: { refuse: ['postal code'] } }))).toContain(
      'home.postalCode',
    );
  });

  it.each([
    [{ exempt: [{ side: 'item', path: 'title' }] }, '`reason` is missing'],
    [{ exempt: [{ path: 'title', reason: 'r' }] }, '`side` is missing'],
    [{ exempt: [{ path: 'titel', side: 'item', reason: 'r' }] }, 'no field has the item path'],
    [{ exempt: {} }, 'must be a list'],
    [{ refuse: 'postalCode' }, 'must be a list of texts'],
    [{ warns: ['x'] }, 'did you mean "warn"?'],
  ])('is stated well, not as %j', (guarded, text) => {
    expect(refusal(schema({ guarded }))).toContain(text);
  });
});

describe('protectedWarnings', () => {
  it('tells what proxies are embedded or crossed', () => {
    const code = { name: 'code', kind: 'category', item: 'zip', profile: 'postalCode' };
    const measure = { name: 'Near', kind: 'same', item: 'code' };
    const guarded = { warn: ['postalCode', 'zip'] };
    expect(protectedWarnings(schema({ fields: [code], measures: [measure], guarded }))).toEqual([
      'Field "code": the item path "zip" ("zip") may stand for a protected attribute, and is embedded, is crossed by "Near".',
      'Field "code": the profile path "postalCode" ("postalCode") may stand for a protected attribute, and is embedded, is crossed by "Near".',
    ]);
    const hidden = { ...code, embed: false };
    const own = { ...measure, cross: false };
    expect(protectedWarnings(schema({ fields: [hidden], measures: [own], guarded }))).toEqual([]);
  });
});
