import { find, remember, type Lexicon } from './lexicon.ts';

/** No part of a word: letters and digits of ASCII are, and whatever is beyond it. */
const OUTSIDE = '[^a-z0-9\\x80-\\uffff]';

/**
 * A text with the words that a vocabulary knows in place of its aliases, those of several words too, and with a plural
 * `s` behind: "Sr. RNs" is "senior. registered nurse". The aliases are tried in their order.
 */
export function spellOut(text: string, lexicon: Lexicon, vocabulary: string): string {
  return remember(lexicon, `@${vocabulary}`, text, () =>
    text.replace(
      remember(lexicon, '@aliases', vocabulary, aliasPattern),
      (_, before: string, alias: string) =>
        before + find(lexicon, vocabulary, alias.replace('-', ' ').toLowerCase())[0]!,
    ),
  );
}

function aliasPattern(vocabulary: string, { source }: Lexicon): RegExp {
  const lists = Object.values(source.vocabularies?.[vocabulary] ?? {}).filter(Boolean);
  // Without any alias nothing may match.
  const aliases = lists.join('|').replaceAll(' ', '[ -]') || '(?!)';
  return new RegExp(`(^|${OUTSIDE})(${aliases})s?(?=$|${OUTSIDE})`, 'gi');
}
