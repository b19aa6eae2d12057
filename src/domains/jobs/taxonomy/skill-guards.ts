import { loadWords } from './load-words.ts';
import type { PhraseMatch } from './phrase-index.ts';
import type { Skill } from './types.ts';
import type { Word } from './words.ts';

/**
 * Whether a phrase found in a text really names the skill. A text that is nothing but the phrase (a tag)
 * always does. Abbreviations must be in capitals where the text uses capitals at all.
 */
export function isMeant(match: PhraseMatch<Skill>, words: readonly Word[], text: string): boolean {
  if (match.to - match.from > 1) return true;
  const word = words[match.from] as Word;
  if (words.length === 1) return true;
  const spoken = /\p{Lu}/u.test(text);
  const { capital, guarded } = loadWords().skills;
  if (guarded.has(word.key)) return isInCompany(match.from, words);
  if (capital.has(word.key) || capital.has(word.raw.toLowerCase())) {
    return /^\p{Lu}/u.test(word.raw);
  }
  if (/^[\p{Lu}]{2,4}$/u.test(match.phrase)) {
    return spoken ? word.raw === word.raw.toUpperCase() : word.raw.length > 2;
  }
  return true;
}

/** Whether a language or tool stands within two words of a capital "R", "C" or "Go". */
function isInCompany(at: number, words: readonly Word[]): boolean {
  const word = words[at] as Word;
  if (!/^\p{Lu}/u.test(word.raw) || words[at + 1]?.raw === '&' || words[at - 1]?.raw === '&') {
    return false;
  }
  const { company } = loadWords().skills;
  for (let near = Math.max(0, at - 2); near <= Math.min(words.length - 1, at + 2); near++) {
    if (near !== at && company.has((words[near] as Word).key)) return true;
  }
  return false;
}
