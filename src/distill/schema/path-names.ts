import { pathWords } from '../../core/features/protected.ts';

/** Ends of paths that say nothing without what holds them: `brand.name` is the brand. */
const BARE = new Set(['name', 'value', 'label', 'text', '@value', 'title', 'minvalue', 'maxvalue']);

/** Words that say how a number is meant, not of what. */
const MODIFIERS = new Set(
  'max maximum most min minimum least highest lowest longest latest shortest earliest desired wished wanted preferred limit up to attributes value amount number total of in the and per my code type level class'.split(
    ' ',
  ),
);

const ONE: Readonly<Record<string, string>> = { budget: 'price', cost: 'price', pay: 'salary' };

/** What a path speaks of, in words: `attributes.maxDeliveryDays` → `max delivery days`. */
export function nameOf(path: string): string {
  const parts = path.split('.');
  let last = parts.length - 1;
  while (last > 0 && BARE.has(parts[last]!.toLowerCase()) && parts[last - 1] !== 'attributes') {
    last--;
  }
  const words = parts[last]!.replace(
    /([\p{Ll}\p{N}])(\p{Lu})|(\p{Lu})(?=\p{Lu}\p{Ll})/gu,
    '$1$3 $2',
  )
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  return words.length > 0 ? words.join(' ') : parts[last]!;
}

/** The words of a path that tell its subject; plurals and close synonyms brought to one. */
export function subjectWords(path: string): string[] {
  return pathWords(nameOf(path))
    .map((word) => word.replace(/(?<=\p{L}{3})s$/u, ''))
    .map((word) => ONE[word] ?? word)
    .filter((word) => !MODIFIERS.has(word));
}

/** Whether a path names a lower end, or an upper end. */
export function endOf(path: string): 'low' | 'high' | undefined {
  const words = pathWords(nameOf(path));
  if (words.some((word) => /^(min|minimum|least|lowest|from|earliest|shortest)$/.test(word))) {
    return 'low';
  }
  const isHigh = /^(max|maximum|most|highest|longest|latest|limit|budget|upto)$/;
  return words.some((word) => isHigh.test(word)) ? 'high' : undefined;
}

/** Whether a path names what somebody does not want. */
export function isAversion(path: string): boolean {
  return /avoid|exclu|allerg|dislik|unwanted|without|blocked|hidden/i.test(path);
}

/** Whether a path names an amount of money. */
export function isMoney(path: string): boolean {
  return pathWords(path).some((word) =>
    /^(prices?|costs?|fees?|budget|salary|pay|wages?|income|rent|payments?|spend)$/.test(word),
  );
}
