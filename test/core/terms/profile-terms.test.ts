import { describe, expect, it } from 'vitest';
import { termKey } from '../../../src/core/terms/find-terms.ts';
import { createKnownTerms } from '../../../src/core/terms/profile-terms.ts';
import { readDictionary } from '../../../src/core/terms/term-dictionary.ts';
import { compileTerms, termHash } from '../../../src/distill/lexicon/compile-terms.ts';

const dictionary = readDictionary(
  compileTerms(
    [
      { name: 'SQL' },
      { name: 'machine learning' },
      { name: 'Microsoft Excel' },
      { name: 'Excel', kind: 'cased' },
      { name: 'Go', kind: 'cased' },
      { name: 'with', kind: 'common' },
      { name: 'Microsoft', kind: 'maker' },
    ],
    16,
  ),
);
const name = (text: string): number => termKey(termHash(text, false)!);
const cased = (text: string): number => termKey(termHash(text, true)!);

function known(things: string[], texts: string[] = []): [number, number][] {
  const list = createKnownTerms(dictionary);
  for (const thing of things) list.addThing(thing);
  for (const text of texts) list.addText(text, false);
  const { keys, weights } = list.known() ?? { keys: [], weights: [] };
  return [...keys].map((key, i) => [key, weights[i]!]);
}

describe('what a person knows', () => {
  it('is what a skill is called, also without its maker and however it is written', () => {
    expect(known(['sql', 'Microsoft Excel', 'go'])).toEqual([
      [name('SQL'), 60],
      [cased('Excel'), 60],
      [cased('Go'), 60],
    ]);
    expect(known(['microsoft excel'])).toEqual([[cased('Excel'), 60]]);
  });

  it('is the names in a longer skill, else its telling words, which share its weight', () => {
    expect(known(['Machine learning with SQL (2 years)'])).toEqual([
      [name('machine learning'), 30],
      [name('SQL'), 30],
    ]);
    expect(known(['Wine pairing'])).toEqual([
      [name('wine'), 30],
      [name('pairing'), 30],
    ]);
    expect(known(['with', ''])).toEqual([]);
  });

  it('is each thing once, and of a text its names alone', () => {
    expect(known(['SQL', 'sql'], ['Five years of SQL and machine learning'])).toEqual([
      [name('SQL'), 60],
      [name('machine learning'), 60],
    ]);
  });

  it('needs no more than twelve things named', () => {
    const list = createKnownTerms(dictionary);
    for (let i = 0; i < 40; i++) list.addThing(`skill${i}`);
    expect(list.known()!.total).toBe(720);
    expect(list.known()!.keys).toHaveLength(40);
  });
});
