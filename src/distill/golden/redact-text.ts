/** Each pattern takes what it matches out of a text; the order matters. */
const PATTERNS: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/gu, '[email]'],
  [/\bhttps?:\/\/\S+|\bwww\.\S+|\b(?:linkedin|github|facebook|x|twitter)\.com\/\S+/giu, '[link]'],
  // "Nationality: Irish", up to the end of the clause.
  [
    /\b(?:nationality|citizenship|gender|sex|pronouns?|age|date of birth|d\.?o\.?b\.?|born|place of birth|marital status|civil status|religion|ethnicity|race|disability|children)\s*[:=]\s*[^\n;,|]*/giu,
    '[removed]',
  ],
  [
    /\b(?:born (?:on|in) [^\n;,.|]*\d{4}|aged? \d{2}\b|\d{2}[ -]years?[ -](?:old|of age)\b)/giu,
    '[removed]',
  ],
  [/(?<![\p{L}\p{N}])\+?\(?\d[\d\s().-]{7,}\d(?![\p{L}\p{N}])/gu, '[phone]'],
  [/\b(?:Mrs?|Ms|Miss|Mx|Herr|Frau|Señora?)\b\.?\s+(?=\p{Lu})/gu, ''],
  [
    /\b(?:(?:fe)?male|wom[ae]n|mother|father|wife|husband|married|divorced|widow(?:ed|er)?|pregnant|transgender)\b/giu,
    '[removed]',
  ],
  [/\b(?:her|him)sel(?:f|ves)\b/giu, 'themself'],
  [/\b(?:she\/her|he\/him|they\/them)(?:\/\w+)?\b/giu, '[removed]'],
  [/\b(?:she|he)\b/giu, 'they'],
  [/\b(?:hers|his|her)\b/giu, 'their'],
  [/\bhim\b/giu, 'them'],
];

/** Dates and number ranges look like phone numbers. */
const NO_PHONE =
  /^(?:\d{4}\s*[-–]\s*\d{4}|\d{4}-\d{2}(?:-\d{2})?(?:[\s-]+\d{4}-\d{2}(?:-\d{2})?)?)$/u;

/**
 * Takes out of a person's free text what says who they are: e-mail addresses, links, phone numbers, the
 * given names, pronouns and titles of address, stated age, birth, gender, family, nationality, religion.
 * By pattern: what somebody says about themselves in other words stays.
 *
 * @param names words of the person's own name
 */
export function redactText(text: string, names: readonly string[] = []): string {
  let result = text;
  for (const [pattern, replacement] of PATTERNS) {
    result = result.replace(pattern, (match) =>
      replacement === '[phone]' && NO_PHONE.test(match.trim()) ? match : replacement,
    );
  }
  for (const name of names) {
    const quoted = name.replaceAll(/[\\^$.*+?()[\]{}|]/gu, String.raw`\$&`);
    result = result.replaceAll(
      new RegExp(`(?<![\\p{L}\\p{N}])${quoted}(?![\\p{L}\\p{N}])`, 'giu'),
      '[name]',
    );
  }
  return result;
}
