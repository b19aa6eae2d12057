import { hashStart, hashStep, mix32 } from '../math/hash.ts';
import type { Field } from './schema.ts';
import { eachWord, foldText } from '../reading/words.ts';

/** Most words of a category that count. */
export const MAX_CATEGORY_WORDS = 32;
export const TAG_START = hashStart(4);
/** Stands behind each word of a tag. */
export const BOUNDARY = 0x23;

/** The hash of the whole token that a value of a category, flag or tags field gives; a flag's is yes or no. */
export function tokenHash({ kind, salt, maxWords }: Field, value: string | boolean): number {
  const isTag = kind === 'tags';
  const text = kind === 'flag' ? String(/^(yes|true)$/.test(String(value))) : String(value);
  const folded = foldText(text);
  let state = isTag ? TAG_START : hashStart(salt);
  eachWord(folded, isTag ? maxWords : MAX_CATEGORY_WORDS, (start, end) => {
    for (let i = start; i < end; i++) state = hashStep(state, folded.charCodeAt(i));
    if (isTag) state = hashStep(state, BOUNDARY);
  });
  return mix32(state);
}
