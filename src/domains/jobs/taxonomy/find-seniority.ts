import { loadWords } from './load-words.ts';
import { createPhraseIndex, phraseKey } from './phrase-index.ts';
import type { Seniority } from './types.ts';
import type { Word } from './words.ts';

/** Tells the step of the ladder that the words of a title state. */
export type FindSeniority = (
  words: readonly Word[],
  occupationWords?: { from: number; to: number },
) => Seniority | undefined;

/**
 * Creates the finder. A word that belongs to the occupation's own title ("Account *Manager*") states no
 * level, unless it is one of the unmistakable ones. Where several are stated the highest counts, but an
 * intern stays an intern ("Management Trainee").
 */
export function createFindSeniority(seniorities: readonly Seniority[]): FindSeniority {
  const { levels, plain: plainTitles, numerals } = loadWords().titles;
  const plainKeys = new Set(plainTitles.map(phraseKey));
  const byId = new Map(seniorities.map((step) => [step.id, step]));
  const index = createPhraseIndex(
    seniorities.flatMap((step) => step.words.map((word) => [word, step] as const)),
  );

  return function findSeniority(words, occupation) {
    const inside = (at: number) =>
      occupation !== undefined && at >= occupation.from && at < occupation.to;
    const plain = occupation
      ? plainKeys.has(
          words
            .slice(occupation.from, occupation.to)
            .map((word) => word.key)
            .join(''),
        )
      : false;
    let best: Seniority | undefined;
    for (let at = 0; at < words.length; at++) {
      const word = words[at] as Word;
      if (inside(at) && (plain || !levels.has(word.key))) continue;
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
    const last = occupation && words[occupation.to];
    const numeral = last && !last.breakBefore ? numerals.get(last.key) : undefined;
    return numeral && byId.get(numeral);
  };
}
