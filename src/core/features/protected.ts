import type { Side } from './schema.ts';

/*
 * A path is split into words at dots, camelCase, digits and punctuation, so that `age` is refused and
 * `language` or `page` is not.
 */

/** Words that name a protected attribute, or a direct proxy of one, wherever they stand as a whole. */
const PROTECTED_WORDS = new Set(
  (
    'image images photo photos picture pictures avatar portrait headshot ' +
    'sex sexes pronoun pronouns honorific salutation age ages dob born ' +
    'citizen citizens citizenship citizenships race races racial caste skin ancestry ' +
    'spouse children maiden ' +
    'faith creed church disabled handicap handicapped orientation ' +
    'surname firstname lastname givenname familyname fullname middlename email username ' +
    'geschlecht geburtsdatum familienstand alter nachname vorname sexo edad nacionalidad ' +
    '성별 나이 연령 생년월일 국적 종교 성명 이름'
  ).split(' '),
);

/** Beginnings of words that tell as much, also where words are written together (`dateofbirth`). */
const PROTECTED_STEMS =
  'gender birth nationalit ethnic religi marital disabilit pregnan veteran sexual'.split(' ');

/** Words that tell only together, in this order. */
const PROTECTED_PAIRS = new Set([
  'given name',
  'family name',
  'first name',
  'last name',
  'full name',
  'middle name',
  'civil status',
  'family status',
  'national origin',
]);

/** Words of which a name or the whole object tells who somebody is. */
const PERSONS = new Set('basics person candidate applicant user me'.split(' '));

/**
 * What of `path` makes it a protected attribute, or undefined where it is none. On the profile's side a
 * person's name and the objects that hold it count too (the text of an object is its name).
 */
export function protectedWord(path: string, side: Side = 'profile'): string | undefined {
  const words = pathWords(path);
  for (const [i, word] of words.entries()) {
    if (PROTECTED_WORDS.has(word)) return word;
    if (PROTECTED_STEMS.some((stem) => word.includes(stem))) return word;
    const pair = `${word} ${words[i + 1] ?? ''}`;
    if (PROTECTED_PAIRS.has(pair)) return pair;
  }
  if (side === 'profile') {
    const [last, holder] = [words.at(-1), words.at(-2)];
    if (last === 'name' && (holder === undefined || PERSONS.has(holder))) return path;
    if (words.length === 1 && PERSONS.has(words[0]!)) return path;
  }
  return undefined;
}

/** The words of a path, in lower case. */
export function pathWords(path: string): string[] {
  return path
    .replace(/([\p{Ll}\p{N}])(\p{Lu})|(\p{Lu})(?=\p{Lu}\p{Ll})/gu, '$1$3 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
}
