import type { Term } from '../../../distill/tables/term.ts';
import { createTermWords, cutTerms, SMALL } from '../../../core/terms/cut-terms.ts';

/** A technology that occupations use, by its name in O*NET, and in how many of them. */
export interface Technology {
  name: string;
  uses: number;
}

/** A word that more than this share of the texts have tells nothing. */
const COMMON_SHARE = 0.05;
/** Whoever makes this many technologies is a maker. */
const MIN_MADE = 3;
/** A name of four words that this few occupations use is no name that people write. */
const MIN_USES = 3;
/** What names end with that people leave out. */
const SUFFIX = / (?:software|systems?|database)$/;
/** "Structured query language SQL": a name in words, then in letters. */
const SPELLED = /^(.*[a-z].*) ([A-Z][A-Z0-9]{1,6})$/;

/**
 * The terms that a taxonomy gives: the names of technologies, as a whole and as people shorten them; the words that
 * tell nothing; the names of makers. A name that is also an everyday word counts only as it is written.
 *
 * @param texts of occupations, by which everyday words are known
 */
export function technologyTerms(
  technologies: readonly Technology[],
  texts: readonly string[],
): Term[] {
  const { small, common } = everydayWords(texts);
  const isEveryday = (name: string): boolean =>
    cut(name).every(({ key }) => small.has(key)) && name !== '';
  const makers = findMakers(technologies, isEveryday);
  const terms = new Map<string, Term>();
  const add = (name: string): boolean => {
    const words = cut(name);
    if (words.length === 0 || words.length > 4) return false;
    const isShort = words.length === 1 && name.length < 3 && /^[a-z]+$/i.test(name);
    const isCased = words.length === 1 && (isShort || isEveryday(name));
    if (isCased && words[0]!.written === SMALL) return false;
    // "Data base": nothing but everyday words, and nothing to tell that it is a name.
    if (words.length > 1 && isEveryday(name) && name === capitalized(name)) return false;
    const key = isCased ? name : name.toLowerCase();
    terms.set(key, isCased ? { name, kind: 'cased' } : { name });
    return true;
  };
  for (const { name, uses } of technologies) {
    if (cut(name).length > 3 && uses < MIN_USES) {
      for (const short of shortForms(name, makers)) add(short);
      continue;
    }
    // "Oracle Primavera Enterprise", "StataCorp Stata": one word of it is the name that people use.
    if (uses >= MIN_USES) {
      const words = shortForms(name, makers)
        .concat(name)
        .flatMap((form) => form.split(' '));
      for (const word of words) if (/^[A-Z].{2}/.test(word) && !isEveryday(word)) add(word);
    }
    const isShortened = shortForms(name, makers).map((short) => add(short) && !isEveryday(short));
    if (!isShortened.includes(true)) add(name);
  }
  return [
    ...terms.values(),
    ...[...common].map((name): Term => ({ name, kind: 'common' })),
    ...[...makers]
      .filter((maker) => !maker.includes(' '))
      .map((name): Term => ({ name, kind: 'maker' })),
  ];
}

const list = createTermWords();

interface CutWord {
  key: number;
  written: number;
}

function cut(text: string): CutWord[] {
  list.count = 0;
  cutTerms(text, list);
  return Array.from({ length: list.count }, (_, i) => ({
    key: list.hashes[i]!,
    written: list.cases[i]!,
  }));
}

/** A text as a sentence would write it. */
function capitalized(text: string): string {
  return text.charAt(0) + text.slice(1).toLowerCase();
}

/** The words that texts write in small letters, by their hashes, and those of many texts. */
function everydayWords(texts: readonly string[]): { small: Set<number>; common: Set<string> } {
  const small = new Set<number>();
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const { key, written } of cut(text)) if (written === SMALL) small.add(key);
    const words = new Set(text.toLowerCase().match(/[a-z]+/g));
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const most = COMMON_SHARE * texts.length;
  return { small, common: new Set([...counts].flatMap(([w, n]) => (n > most ? [w] : []))) };
}

/** The one or two words that many names start with, and that are no everyday words. */
function findMakers(
  technologies: readonly Technology[],
  isEveryday: (name: string) => boolean,
): Set<string> {
  const made = new Map<string, number>();
  for (const { name } of technologies) {
    const words = name.split(' ');
    for (let n = 1; n <= 2 && n < words.length; n++) {
      const maker = words.slice(0, n).join(' ');
      made.set(maker, (made.get(maker) ?? 0) + 1);
    }
  }
  const isName = (maker: string): boolean =>
    /^[A-Z]/.test(maker) && !isEveryday(maker.replace(/^The | Systems?$/g, ''));
  return new Set(
    [...made].flatMap(([maker, n]) => (n >= MIN_MADE && isName(maker) ? [maker] : [])),
  );
}

/** What people call a technology for short. */
function shortForms(name: string, makers: ReadonlySet<string>): string[] {
  const bare = name.replace(SUFFIX, '');
  const forms = bare === name ? [] : [bare];
  const [, spelled, letters] = SPELLED.exec(bare) ?? [];
  if (spelled !== undefined) forms.push(letters!, spelled);
  const words = bare.split(' ');
  for (const n of [2, 1]) {
    if (words.length <= n || !makers.has(words.slice(0, n).join(' '))) continue;
    const rest = words.slice(n).join(' ');
    return [...forms, rest, ...shortForms(rest, makers)];
  }
  return forms;
}
