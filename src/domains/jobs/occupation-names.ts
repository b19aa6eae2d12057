import type { NameList } from '../../distill/lexicon/compile-names.ts';
import { createCloseness } from './taxonomy/closeness.ts';
import { loadTaxonomy } from './taxonomy/index.ts';

/** The occupations of the taxonomy by all their titles, weakly by the names of their work, and how near they are. */
export function occupationNames(): NameList {
  const { occupations } = loadTaxonomy();
  const closeness = createCloseness(occupations);
  return {
    values: occupations.map(({ title, synonyms, germanTitles, workNames }) => ({
      names: [title, ...synonyms, ...germanTitles],
      weak: workNames,
    })),
    near: (a, b) => closeness(occupations[a]!.id, occupations[b]!.id),
  };
}
