import { foldName } from './fold-name.ts';
import { find, type Lexicon } from './lexicon.ts';
import { categoryText } from './read-category.ts';

/** True or false, as a word of the lexicon, 1 or 0, an address of schema.org, or within an object; else undefined. */
export function readFlag(value: unknown, lexicon: Lexicon): boolean | undefined {
  const inner = (value as { value?: unknown; '@value'?: unknown } | null | undefined) ?? {};
  const own = typeof value === 'boolean' ? value : (inner['@value'] ?? inner.value);
  if (typeof own === 'boolean') return own;
  const name = foldName(categoryText(value));
  if (/^(true|1)$/.test(name) || find(lexicon, 'yes', name).length > 0) return true;
  if (/^(false|0)$/.test(name) || find(lexicon, 'no', name).length > 0) return false;
  return undefined;
}
