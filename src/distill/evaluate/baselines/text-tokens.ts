import { protectedWord } from '../../../core/features/protected.ts';
import { readText } from '../../../core/reading/read-text.ts';
import { eachWord, foldText } from '../../../core/reading/words.ts';

/** Keys that name a thing or a person instead of describing it. */
const SKIPPED_KEYS = new Set(['id', 'identifier', 'url', 'sameAs', 'email', 'phone', 'telephone']);

/**
 * Visits every value at the leaves of an object: texts, numbers and booleans, with their dotted path (array
 * positions left out). Keys, links, JSON-LD keywords (`@type`) and protected attributes are passed over.
 */
export function eachLeaf(
  root: unknown,
  visit: (path: string, value: string | number | boolean) => void,
  path = '',
): void {
  if (typeof root === 'string') {
    if (!/^https?:\/\//.test(root)) visit(path, root);
  } else if (typeof root === 'number' || typeof root === 'boolean') {
    visit(path, root);
  } else if (Array.isArray(root)) {
    for (const item of root as unknown[]) eachLeaf(item, visit, path);
  } else if (typeof root === 'object' && root !== null) {
    for (const [key, value] of Object.entries(root)) {
      if (SKIPPED_KEYS.has(key) || key.startsWith('@')) continue;
      const inner = path === '' ? key : `${path}.${key}`;
      // What holds a person's name (`basics`) is no name itself: its leaves are judged one by one.
      const side = typeof value === 'object' ? 'item' : 'profile';
      if (protectedWord(inner, side) === undefined) eachLeaf(value, visit, inner);
    }
  }
}

/**
 * The words of a text: folded (NFKC, lower case), cut at everything that is no letter or digit, English
 * plural s off. Runs of Chinese, Japanese or Korean letters become their overlapping pairs, since words
 * there are not set apart or carry endings.
 */
export function textTokens(text: string): string[] {
  const folded = foldText(readText(text));
  const tokens: string[] = [];
  eachWord(folded, Number.POSITIVE_INFINITY, (start, end) => {
    let from = start;
    while (from < end) {
      const wide = isCjk(folded.charCodeAt(from));
      let to = from + 1;
      while (to < end && isCjk(folded.charCodeAt(to)) === wide) to++;
      if (!wide || to - from === 1) tokens.push(folded.slice(from, to));
      else for (let i = from; i + 2 <= to; i++) tokens.push(folded.slice(i, i + 2));
      from = to;
    }
  });
  return tokens;
}

/** The words of all texts in an object. */
export function objectTokens(root: unknown): string[] {
  const tokens: string[] = [];
  eachLeaf(root, (_path, value) => {
    if (typeof value === 'string') tokens.push(...textTokens(value));
  });
  return tokens;
}

/** Hangul, kana and Han in the basic plane. */
function isCjk(unit: number): boolean {
  return (
    (unit >= 0x1100 && unit <= 0x11ff) ||
    (unit >= 0x3040 && unit <= 0x30ff) ||
    (unit >= 0x3130 && unit <= 0x318f) ||
    (unit >= 0x3400 && unit <= 0x9fff) ||
    (unit >= 0xac00 && unit <= 0xd7af) ||
    (unit >= 0xf900 && unit <= 0xfaff)
  );
}
