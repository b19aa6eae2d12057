import { describe, expect, it } from 'vitest';
import { compileSchema } from '../../../src/core/features/compile-schema.ts';
import { createRandom } from '../../../src/core/math/random.ts';
import { varyProfiles } from '../../../src/distill/recipe/profile-variants.ts';

const schema = compileSchema({
  name: 'variants',
  version: 2,
  fields: [
    { name: 'text', kind: 'text', item: 'text' },
    { name: 'skills', kind: 'tags', profile: ['skills', 'attributes.skills'] },
  ],
  terms: { item: ['text'] },
  measures: [{ name: 'named', kind: 'mentions', profile: 'skills' }],
});
const profile = {
  id: 'a',
  basics: { label: 'Cook', location: 'Cork' },
  skills: ['Tea'],
  attributes: { skills: ['Cakes'], pay: 3 },
  work: [{ position: 'Baker' }],
};

describe('varyProfiles', () => {
  const sources = Array.from({ length: 200 }, (_, i) => [`${i}`, profile] as const);
  const variants = [...varyProfiles(schema, sources, createRandom('variants'))];

  it('makes some that state what texts may name, and nothing else', () => {
    const alone = variants.filter(([, variant]) => !('basics' in variant) && !('work' in variant));
    expect(alone.length).toBeGreaterThan(40);
    const [id, first] = alone[0]!;
    expect(first).toEqual({ id, skills: ['Tea'], attributes: { skills: ['Cakes'] } });
  });

  it('makes some that lack parts at random, and leaves others alone', () => {
    expect(variants.length).toBeGreaterThan(80);
    expect(variants.length).toBeLessThan(160);
    const without = (key: string): number => variants.filter(([, one]) => !(key in one)).length;
    expect(without('work')).toBeGreaterThan(without('skills'));
    expect(variants.some(([, { basics }]) => Object.keys(basics ?? {}).length === 1)).toBe(true);
  });
});
