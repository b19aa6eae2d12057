import { americanDocument } from '../../data-schema.ts';
import { lazily, readDocument } from '../../read-data.ts';

const loadPairs = lazily(() => {
  const { spellings, stems } = readDocument('market/american.yaml', americanDocument);
  const pairs = spellings.map(({ british, american }) => [british, american] as const);
  const endings = 'ation|ations|ational|ing|ed|er|ers|e|es';
  const ise = new RegExp(`\\b(\\p{L}*(?:${stems.join('|')}))is(${endings})\\b`, 'giu');
  return [...pairs, [ise, '$1iz$2'] as const];
});

/**
 * Creates the function that turns this package's own texts into American spelling, word by word; it
 * remembers the words that it has seen.
 */
export function createToAmerican(): (text: string) => string {
  const pairs = loadPairs();
  const known = new Map<string, string>();
  return (text) =>
    text.replace(/\p{L}+/gu, (word) => {
      let american = known.get(word);
      if (american === undefined) {
        american = word;
        for (const [pattern, replacement] of pairs)
          american = american.replace(pattern, replacement);
        known.set(word, american);
      }
      return american;
    });
}
