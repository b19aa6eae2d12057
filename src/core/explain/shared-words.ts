import type { Cross, Field } from '../features/schema.ts';
import { createKnownTerms } from '../terms/profile-terms.ts';
import { dictionaryOf } from '../terms/term-dictionary.ts';
import { eachWord, foldText } from '../reading/words.ts';
import type { Pair } from './pair.ts';

/** What both sides of a match have. */
export interface SharedWords {
  /** How many of the things that the profile names the item has. */
  count: number;
  of: number;
  /** Their words, where the item carries them. */
  words: string[];
}

/** What a match has found, from the objects where they carry it, else from the code. */
export function sharedWords(pair: Pair, c: number): SharedWords {
  const { schema, texts, evidence } = pair;
  const cross = schema.crosses[c]!;
  const { itemField, profileField, part } = cross;
  // Of a country or a region the town's name would be told, and of what a list names a number.
  if (part > 0 || schema.fields[profileField]!.names !== undefined)
    return { count: countKeys(pair, cross, evidence.keys[c]!), of: 1, words: [] };
  const wanted = thingsOf(schema.fields[profileField]!, texts.profile()[profileField] ?? []);
  const offered = thingsOf(schema.fields[itemField]!, texts.item()[itemField] ?? []);
  const words = [...offered].flatMap(([key, word]) => (wanted.has(key) ? [word] : []));
  const count = offered.size > 0 ? words.length : countKeys(pair, cross, evidence.keys[c]!);
  return { count, of: wanted.size, words };
}

/** Which of the things that a profile names the texts of an item name too. */
export function mentionedThings({ schema, texts, codes, at }: Pair, c: number): SharedWords {
  const { profileField } = schema.crosses[c]!;
  const terms = schema.terms!;
  const named = new Set<number>();
  for (let i = 0; i < terms.slots; i++) named.add(codes.getUint16(at + terms.at + 1 + 2 * i, true));
  const dictionary = dictionaryOf(schema.lexicon);
  const things = new Map<string, string>();
  const words: string[] = [];
  for (const text of texts.profile()[profileField] ?? []) {
    const list = createKnownTerms(dictionary);
    list.addThing(text);
    const { keys } = list.known() ?? {};
    if (keys === undefined || things.has(keys.join())) continue;
    things.set(keys.join(), text);
    if (keys.every((key) => named.has(key))) words.push(text);
  }
  return { count: words.length, of: things.size, words };
}

function countKeys({ codes, at }: Pair, cross: Cross, held: Uint16Array): number {
  const keys = new Set<number>();
  for (let i = 0; i < cross.bytes; i += 3) {
    const key = codes.getUint16(at + cross.offset + i, true);
    if (key !== 0 && held.includes(key)) keys.add(key);
  }
  return keys.size;
}

/** What a field's texts name, as it is compared and as it is written: single words of texts, else each as a whole. */
function thingsOf({ kind, maxWords }: Field, texts: readonly string[]): Map<string, string> {
  const things = new Map<string, string>();
  for (const text of texts) {
    const folded = foldText(text);
    let whole = '';
    eachWord(folded, maxWords, (start, end) => {
      const word = folded.slice(start, end);
      // Folding may change the length; then the folded word is shown.
      const shown = folded.length === text.length ? text.slice(start, end) : word;
      if (kind === 'text' && !things.has(word)) things.set(word, shown);
      whole += `${kind === 'category' ? '' : ' '}${word}`;
    });
    if (kind !== 'text' && whole !== '' && !things.has(whole)) things.set(whole, text);
  }
  return things;
}
