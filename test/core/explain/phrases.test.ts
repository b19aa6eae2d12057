import { describe, expect, it } from 'vitest';
import { createPhrases, phrase } from '../../../src/core/explain/phrases.ts';
import type { Facts } from '../../../src/core/explain/reason.ts';
import { compileSchema } from '../../../src/core/features/compile-schema.ts';
import type { MeasureSource } from '../../../src/core/features/measure.ts';
import { ITEM_SCHEMA } from '../../fixtures/lexical-student.ts';

type MeasureFacts = Extract<Facts, { kind: 'measure' }>;

/** Says facts of a measure called "home region". */
function said(given: Partial<MeasureFacts>, say?: string): string {
  const measure: MeasureSource = {
    name: 'home region',
    kind: 'taught',
    unit: '%',
    ...(say && { say }),
  };
  const phrases = createPhrases(
    compileSchema({ ...ITEM_SCHEMA, measures: [...ITEM_SCHEMA.measures!, measure] }),
  );
  const facts: MeasureFacts = {
    kind: 'measure',
    name: 'home region',
    of: 'overlap',
    value: undefined,
    unit: '',
    item: undefined,
    profile: undefined,
    ...given,
  };
  return phrase(phrases, facts);
}

describe('words of a measure', () => {
  const skills = { field: 'tags', profileField: 'topSkills' } as const;
  const shared = (count: number, of: number) => ({ count, of, words: count > 0 ? ['SQL'] : [] });

  it.each<[string, Partial<MeasureFacts>, string?]>([
    ['1 of your 3 top skills: SQL', { ...skills, shared: shared(1, 3), counts: 'for' }],
    ['only 1 of your 3 top skills: SQL', { ...skills, shared: shared(1, 3), counts: 'against' }],
    ['none of your 3 top skills', { ...skills, shared: shared(0, 3), counts: 'against' }],
    ['home region as yours', { field: 'place', shared: { count: 1, of: 1, words: [] } }],
    ['another home region than yours', { field: 'place', shared: shared(0, 1) }],
    [
      'only part of your headline: SQL',
      { field: 'text', profileField: 'headline', shared: shared(1, 2), counts: 'against' },
    ],
    ['no travel', { of: 'distance', unit: '%', value: 0 }, '{value} of your way'],
    ['40 % of your way', { of: 'distance', unit: '%', value: 0.4 }, '{value} of your way'],
    ['around the corner', { of: 'distance', unit: 'km', value: 0.4 }],
  ])('are "%s"', (text, facts, say) => {
    expect(said(facts, say)).toBe(text);
  });

  it('of the code as a whole follow what it counts', () => {
    const phrases = createPhrases(compileSchema(ITEM_SCHEMA));
    const say = (similarity: number, counts?: 'for' | 'against'): string =>
      phrase(phrases, { kind: 'content', similarity, ...(counts && { counts }) });
    expect(say(0.7, 'for')).toBe('close to your profile');
    expect(say(0.3)).toBe('related to your profile');
    expect(say(0.7, 'against')).toBe('less close to your profile than others');
    expect(say(0.1, 'for')).toBe('closer to your profile than others');
    expect(say(0.1, 'against')).toBe('far from your profile');
  });
});
