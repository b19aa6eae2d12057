const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', ł: 'l', ı: 'i' };

/**
 * A name as it is compared and looked up: no accents, no case, nothing but letters and digits of any script
 * between single spaces; "Saint" and "Sankt" are "st". `foldName(foldName(x))` is `foldName(x)`.
 */
export function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ßøłı]/g, (letter) => LETTERS[letter]!)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/(^| )(?:saint|sankt)(?= |$)/g, '$1st');
}
