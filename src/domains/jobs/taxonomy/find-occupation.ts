import { createFindSeniority } from './find-seniority.ts';
import { loadWords } from './load-words.ts';
import { createPhraseIndex, type PhraseIndex, type PhraseMatch } from './phrase-index.ts';
import type { Occupation, Seniority, Taxonomy } from './types.ts';
import { splitWords, type Word } from './words.ts';

/** What a title means. */
export interface TitleMeaning {
  occupation: Occupation;
  /** The level that the title states, or undefined. */
  seniority: Seniority | undefined;
  /** Further occupations where the title is a list of several ("Cook, Server, Cashier"); else empty. */
  others: readonly Occupation[];
}

type Found = PhraseMatch<Occupation> & { words: readonly Word[] };

/**
 * Creates the function that maps a title to its occupation. Case, accents, punctuation, plurals, spelling
 * variants and what stands in brackets do not matter; the longest known title inside wins, then the
 * earlier part (before a dash or comma), then the later words, since the head of an English title comes
 * last. Words are matched whole: a nursery gardener is no nurse. Abbreviations of up to three letters
 * count in capitals only, unless nothing in the title is written in capitals. A title that lists several
 * professions means each of them.
 */
export function createFindOccupation(
  taxonomy: Taxonomy,
): (title: string) => TitleMeaning | undefined {
  const titles = createPhraseIndex(
    (function* allTitles() {
      for (const occupation of taxonomy.occupations) yield [occupation.title, occupation] as const;
      for (const occupation of taxonomy.occupations)
        for (const synonym of [...occupation.synonyms, ...occupation.germanTitles])
          yield [synonym, occupation] as const;
    })(),
  );
  const workNames = createPhraseIndex(
    taxonomy.occupations.flatMap((occupation) =>
      occupation.workNames.map((name) => [name, occupation] as const),
    ),
  );
  const findSeniority = createFindSeniority(taxonomy.seniorities);
  const { computing, elsewhere } = loadWords().titles;

  function best(
    index: PhraseIndex<Occupation>,
    words: readonly Word[],
    anyCase: boolean,
  ): Found | undefined {
    let winner: Found | undefined;
    for (let at = 0; at < words.length; at++) {
      for (const match of index.allAt(words, at)) {
        if (!anyCase && isShouted(match.phrase) && !isShouted((words[at] as Word).raw)) continue;
        if (meansAnother(match, words)) continue;
        if (!winner || isBetter(match, winner, words)) winner = { ...match, words };
      }
    }
    return winner;
  }

  /** The occupation that a part of a title names with all its words, less those of terms and levels. */
  function named(part: string, anyCase: boolean, isOfComputing: boolean): Occupation | undefined {
    const words = withoutFillers(splitWords(part));
    const found = best(titles, words, anyCase);
    if (found?.from !== 0 || found.to !== words.length) return undefined;
    // "Network Engineer / Administrator": what stands before the first speaks for the second too.
    return isOfComputing && elsewhere.has(found.phrase.toLowerCase()) ? undefined : found.value;
  }

  /** The occupations that a title lists beside `first`: parts that are no titles of their own say nothing. */
  function listed(title: string, anyCase: boolean, first: Occupation): Occupation[] {
    const parts = title.split(LIST);
    if (parts.length < 2) return [];
    const isOfComputing = splitWords(title).some(({ key }) => computing.has(key));
    const all = new Set(parts.map((part) => named(part, anyCase, isOfComputing)));
    all.delete(undefined);
    if (all.size < 2) return [];
    all.delete(first);
    return [...all] as Occupation[];
  }

  return function findOccupation(title) {
    const plain = withoutGenderForms(title);
    const anyCase = !/\p{Lu}/u.test(plain);
    const outside = splitWords(plain.replace(/\([^)]*\)|\[[^\]]*\]/gu, ' '));
    const found =
      longest(
        best(titles, outside, anyCase),
        best(titles, withoutFillers(outside), anyCase),
        best(titles, inverted(outside), anyCase),
      ) ??
      best(titles, splitWords(plain), anyCase) ??
      best(workNames, outside, anyCase);
    if (!found) return undefined;
    const fillers = outside.filter(
      (word) => !found.words.some(({ start }) => start === word.start),
    );
    return {
      occupation: found.value,
      seniority: findSeniority(found.words, found) ?? findSeniority(fillers),
      others: listed(plain, anyCase, found.value),
    };
  };
}

/** What stands between the professions that one ad is for. */
const LIST = /\s*[,;|/•()[\]]\s*|\s+[-–—&+]\s+|\s+(?:and|or|und|oder)\s+/iu;

/** German and English gender forms say nothing about the work: "(m/w/d)", "Verkäufer/in", "Verkäufer*innen". */
function withoutGenderForms(title: string): string {
  return title
    .replace(/\(\s*(?:[mwfdx]|gn|all genders)(?:\s*[/|,]\s*[mwfdx])*\s*\)/giu, ' ')
    .replace(/(?<=\p{L})(?:[/:*_]-?|\(-?)in(?:nen)?\)?(?!\p{L})/gu, '');
}

function withoutFillers(words: readonly Word[]): Word[] {
  const { fillers } = loadWords().titles;
  return words.filter((word) => !fillers.has(word.key));
}

/** "Manager, Restaurant" as "Restaurant Manager". */
function inverted(words: readonly Word[]): Word[] {
  const second = words.findIndex((word) => word.breakBefore);
  if (second <= 0) return [];
  const third = words.findIndex((word, at) => at > second && word.breakBefore);
  const end = third < 0 ? words.length : third;
  return [...words.slice(second, end), ...words.slice(0, second)].map((word) => ({
    ...word,
    breakBefore: false,
  }));
}

function longest(...candidates: (Found | undefined)[]): Found | undefined {
  let winner: Found | undefined;
  for (const found of candidates) {
    if (found && (!winner || found.to - found.from > winner.to - winner.from)) winner = found;
  }
  return winner;
}

function isBetter(
  a: PhraseMatch<Occupation>,
  b: PhraseMatch<Occupation>,
  words: readonly Word[],
): boolean {
  const length = a.to - a.from - (b.to - b.from);
  if (length !== 0) return length > 0;
  // Both have as many words and `a` starts later: it wins within one part of the title, not in a later part.
  return !words.slice(b.from + 1, a.from + 1).some((word) => word.breakBefore);
}

/** Whether the word before or after a title makes something else of it; see `titles` of `data/words.yaml`. */
function meansAnother(
  { phrase, from, to }: PhraseMatch<Occupation>,
  words: readonly Word[],
): boolean {
  const { computing, elsewhere, alone, schedules } = loadWords().titles;
  const title = phrase.toLowerCase();
  const [first, before, after] = [words[from], words[from - 1], words[to]];
  if (schedules.has(title) && before !== undefined && first?.breakBefore) return true;
  if (alone.has(title) && after !== undefined && !after.breakBefore) return true;
  if (!elsewhere.has(title) || before === undefined || first?.breakBefore) return false;
  return computing.has(before.key);
}

/** An abbreviation: two or three letters, all of them capitals; one plural s may follow. */
function isShouted(text: string): boolean {
  return /^\p{Lu}{2,3}s?$/u.test(text);
}
