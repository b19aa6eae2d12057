/**
 * Words that name a protected attribute or a direct proxy of one. A path is split into words at dots,
 * camelCase and punctuation, so that `age` is refused and `language` or `page` is not.
 */
const PROTECTED_WORDS = new Set(
  (
    'image photo picture avatar portrait gender sex pronoun pronouns age birth birthday birthdate dob born ' +
    'nationality citizenship ethnicity ethnic race marital married spouse children religion religious faith ' +
    'disability disabled handicap pregnancy pregnant orientation veteran salutation ' +
    'firstname lastname surname givenname familyname fullname middlename maiden'
  ).split(' '),
);

/** Pairs of words that together name one (`date` and `of` and `birth` has `birth` already). */
const PROTECTED_PAIRS = new Set([
  'given name',
  'family name',
  'first name',
  'last name',
  'full name',
  'middle name',
]);

/** Paths that name the person rather than an employer, a school or a skill. */
const PROTECTED_PATHS = new Set(['name', 'basics.name', 'basics.image', 'basics.pronouns']);

/** The word of `path` that makes it a protected attribute, or undefined where it is none. */
export function protectedWord(path: string): string | undefined {
  if (PROTECTED_PATHS.has(path)) return path;
  const words = path
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    if (PROTECTED_WORDS.has(word)) return word;
    const pair = `${word} ${words[i + 1] ?? ''}`;
    if (PROTECTED_PAIRS.has(pair)) return pair;
  }
  return undefined;
}
