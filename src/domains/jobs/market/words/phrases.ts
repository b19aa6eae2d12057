import { spokenWords } from '../market-data.ts';

/** "a" or "an" for the word that follows, by its sound as far as spelling tells. */
export function article(next: string): string {
  if (/^(?:uni|use|usa|euro|one|u[^aeiou]i)/iu.test(next) || /^UX|^UI/u.test(next)) return 'a';
  if (/^(?:[AEFHILMNORSX](?:[A-Z]|\b))/u.test(next) && !/^[A-Z][a-z]/u.test(next)) return 'an';
  return /^[aeiouäöü]/iu.test(next) ? 'an' : 'a';
}

/** "one", "one and two", "one, two and three". */
export function enumeration(items: readonly string[], last = 'and'): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`;
}

/** Fills in what stands in braces; a name that has no value stays as it is. */
export function fillIn(pattern: string, values: Readonly<Record<string, string>>): string {
  return pattern.replace(/\{(\w+)\}/gu, (whole, name: string) => values[name] ?? whole);
}

/** The first letter small, unless the first word is an abbreviation, a name or has capitals inside. */
export function lowerFirst(text: string): string {
  const [first = ''] = text.split(/[\s/,-]/u, 1);
  if (text.startsWith('A ')) return `a${text.slice(1)}`;
  const kept =
    /\p{Lu}/u.test(first.slice(1)) ||
    /[\d+#.]/u.test(first) ||
    text.startsWith('Power BI') ||
    spokenWords().proper.has(first) ||
    first.length < 2;
  if (kept) return text;
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** The first letter large, unless the word is spelt with a small one on purpose ("iOS", "dbt"). */
export function upperFirst(text: string): string {
  return /^(?:iOS|dbt|eLearning|e-)/u.test(text)
    ? text
    : text.charAt(0).toUpperCase() + text.slice(1);
}
