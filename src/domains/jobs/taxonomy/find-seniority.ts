import { createPhraseIndex } from './phrase-index.ts';
import type { Seniority } from './types.ts';
import type { Word } from './words.ts';

/** Tells the step of the ladder that the words of a title state. */
export type FindSeniority = (
  words: readonly Word[],
  occupationWords?: { from: number; to: number },
) => Seniority | undefined;

/** Words that state a level even where they are part of a known title ("Sales Director", "Junior Doctor"). */
const STRONG = new Set(
  (
    'intern trainee apprentice apprenticeship junior jr senior sr director vp svp evp chief ceo cfo cto coo cio cmo ' +
    'chro head graduate'
  ).split(' '),
);

/** Titles in which such a word states no level. */
const PLAIN = new Set([
  'artdirector',
  'accountdirector',
  'musicdirector',
  'choirdirector',
  'theaterdirector',
  'activitydirector',
  'headwaiter',
  'headbarista',
  'chiefofstaff',
  'assistanttotheceo',
]);

/** The steps of a final numeral: "Software Engineer II". */
const NUMERALS: Readonly<Record<string, Seniority['id']>> = {
  i: 'junior',
  '1': 'junior',
  ii: 'mid',
  '2': 'mid',
  iii: 'senior',
  '3': 'senior',
  iv: 'lead',
};

/**
 * Creates the finder. A word that belongs to the occupation's own title ("Account *Manager*") states no
 * level, unless it is one of the unmistakable ones. Where several are stated the highest counts, but an
 * intern stays an intern ("Management Trainee").
 */
export function createFindSeniority(seniorities: readonly Seniority[]): FindSeniority {
  const byId = new Map(seniorities.map((step) => [step.id, step]));
  const index = createPhraseIndex(
    seniorities.flatMap((step) => step.words.map((word) => [word, step] as const)),
  );

  return function findSeniority(words, occupation) {
    const inside = (at: number) =>
      occupation !== undefined && at >= occupation.from && at < occupation.to;
    const plain = occupation
      ? PLAIN.has(
          words
            .slice(occupation.from, occupation.to)
            .map((word) => word.key)
            .join(''),
        )
      : false;
    let best: Seniority | undefined;
    for (let at = 0; at < words.length; at++) {
      const word = words[at] as Word;
      if (inside(at) && (plain || !STRONG.has(word.key))) continue;
      const match = index.longestAt(words, at);
      // "Staff" leads only before a technical title: a Staff Nurse is a nurse.
      const staff = at === 0 && word.key === 'staff' && !inside(at) ? byId.get('lead') : undefined;
      const associate =
        at === 0 && word.key === 'associate' && !inside(at) ? byId.get('junior') : undefined;
      const step = match?.value ?? staff ?? associate;
      if (step?.rank === 0) return step;
      if (step && (!best || step.rank > best.rank)) best = step;
    }
    if (best) return best;
    const numeral = occupation ? numeralStep(words, occupation.to) : undefined;
    return numeral ? byId.get(numeral) : undefined;
  };
}

function numeralStep(words: readonly Word[], from: number): Seniority['id'] | undefined {
  const word = words[from];
  return word && !word.breakBefore && Object.hasOwn(NUMERALS, word.key)
    ? NUMERALS[word.key]
    : undefined;
}
