import { expect, it } from 'vitest';
import { findName } from '../../../src/core/reading/find-name.ts';
import { createWholeLexicon } from '../../../src/core/reading/rare-forms.ts';
import { compileNames } from '../../../src/distill/lexicon/compile-names.ts';
import { occupationNames } from '../../../src/domains/jobs/occupation-names.ts';
import { createFindOccupation } from '../../../src/domains/jobs/taxonomy/find-occupation.ts';
import { loadTaxonomy } from '../../../src/domains/jobs/taxonomy/index.ts';
import { domains } from '../../../src/domains/registry.ts';

it('says which list a schema asks for that no domain has', () => {
  expect(() => compileNames({ trades: occupationNames() }, [{ names: 'crafts' }])).toThrow(
    'no list of names "crafts"',
  );
  expect(compileNames({}, [{}])).toBeUndefined();
});

it('leaves out names that say nothing new, and reads all others as stated', () => {
  const values = [
    { names: ['Shop Manager', 'Senior Shop Manager', 'Store Head'], weak: [] },
    { names: ['Manager'], weak: [] },
  ];
  const names = compileNames({ a: { values, near: () => 0 } }, [{ names: 'a' }])!;
  const lexicon = createWholeLexicon({ names });
  expect(names.a!.values.length / 2).toBe(3);
  for (const [value, { names: all }] of values.entries()) {
    for (const name of all) expect(findName(name, 'a', lexicon)).toBe(value);
  }
});

it('reads the titles of occupations as the rubric does', async () => {
  const taxonomy = loadTaxonomy();
  const findOccupation = createFindOccupation(taxonomy);
  const { schema } = await domains.open('jobs');
  const lexicon = createWholeLexicon(schema.lexicon);
  let same = 0;
  let all = 0;
  for (const { title, synonyms } of taxonomy.occupations) {
    for (const name of [title, ...synonyms].flatMap((one) => [one, `Senior ${one} (m/f/d)`])) {
      const id = findOccupation(name)?.occupation.id;
      const value = findName(name, 'occupations', lexicon);
      all++;
      if (taxonomy.occupations[value]?.id === id) same++;
    }
  }
  expect(same / all).toBeGreaterThan(0.98);
});
