import { createPhraseIndex, type PhraseMatch } from './phrase-index.ts';
import { isMeant } from './skill-guards.ts';
import type { Skill, Taxonomy } from './types.ts';
import { splitWords } from './words.ts';

/**
 * Creates the function that finds the skills a text names, in the order of their first mention. Whole words
 * only, longest phrase first and without overlap; case, plurals and spelling variants do not matter, except
 * that words with another everyday meaning ("Excel", "R", "Go") must look like the skill. HTML tags are
 * read as boundaries.
 */
export function createFindSkills(taxonomy: Taxonomy): (text: string) => Skill[] {
  const index = createPhraseIndex(
    (function* names() {
      for (const skill of taxonomy.skills) yield [skill.name, skill] as const;
      for (const skill of taxonomy.skills)
        for (const synonym of skill.synonyms) yield [synonym, skill] as const;
    })(),
  );

  return function findSkills(text) {
    const words = splitWords(text.includes('<') ? text.replace(/<[^>]{0,500}>/gu, ' | ') : text);
    const found = new Set<Skill>();
    for (let at = 0; at < words.length;) {
      const match = index
        .allAt(words, at)
        .find((candidate: PhraseMatch<Skill>) => isMeant(candidate, words, text));
      if (match) found.add(match.value);
      at = match ? match.to : at + 1;
    }
    return [...found];
  };
}
