import { describe, expect, it } from 'vitest';
import type { SchemaSource } from '../../../src/core/features/schema.ts';
import { hasTerm, readDictionary } from '../../../src/core/terms/term-dictionary.ts';
import type { Domain } from '../../../src/distill/domain.ts';
import { termHash } from '../../../src/distill/lexicon/compile-terms.ts';
import { withTerms } from '../../../src/distill/lexicon/with-terms.ts';
import type { Tables } from '../../../src/distill/tables/types.ts';

const SCHEMA: SchemaSource = {
  name: 'skills',
  version: 2,
  fields: [
    { name: 'text', kind: 'text', item: 'text' },
    { name: 'skills', kind: 'tags', item: 'skills', profile: 'skills' },
  ],
  terms: { item: ['text', 'skills'] },
  measures: [{ name: 'named', kind: 'mentions', profile: 'skills' }],
};

const domainOf = (schema: SchemaSource): Domain => ({
  name: 'skills',
  folder: '',
  schema,
  policy: undefined,
  settings: {},
  warnings: [],
  phrases: {},
  code: { terms: () => [{ name: 'Go', kind: 'cased' }] },
});

const tablesOf = (part: Partial<Tables>): Tables =>
  ({ items: new Map(), profiles: new Map(), now: 0, ...part }) as Tables;

describe('withTerms', () => {
  const items = new Map(
    Array.from({ length: 20 }, (_, i) => [
      `${i}`,
      { text: `We want word${i}`, skills: i < 2 ? ['Wine pairing', `Odd ${i}`] : [] },
    ]),
  );
  const terms = [{ name: 'SQL' }];
  const domain = withTerms(domainOf(SCHEMA), tablesOf({ items }), [tablesOf({ terms })]);
  const { names, common } = readDictionary(domain.schema.lexicon!.terms);

  it('knows the names of tables and domain, and tags that several have', () => {
    const has = (name: string, isCased = false) => hasTerm(names, termHash(name, isCased)!);
    expect([has('SQL'), has('Go', true), has('wine pairings')]).toEqual([true, true, true]);
    expect([has('Odd 1'), has('Go'), has('word3')]).toEqual([false, false, false]);
  });

  it('knows the words of too many texts', () => {
    const has = (name: string) => hasTerm(common, termHash(name, false)!);
    expect([has('want'), has('word3')]).toEqual([true, false]);
  });

  it('leaves a domain as it is that looks through no texts', () => {
    const { terms: _, ...schema } = SCHEMA;
    const other = domainOf({ ...schema, measures: [] });
    expect(withTerms(other, tablesOf({ items }))).toBe(other);
  });
});
