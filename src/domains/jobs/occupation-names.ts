import type { NameList } from '../../distill/lexicon/compile-names.ts';
import { createCloseness } from './taxonomy/closeness.ts';
import { loadTaxonomy } from './taxonomy/index.ts';
import { loadWords } from './taxonomy/load-words.ts';

/** The occupations of the taxonomy by all their titles, weakly by the names of their work, and how near they are. */
export function occupationNames(): NameList {
  const { occupations } = loadTaxonomy();
  const closeness = createCloseness(occupations);
  const { elsewhere, computing, alone } = loadWords().titles;
  return {
    values: occupations.map(({ title, synonyms, germanTitles, workNames }) => ({
      names: [title, ...synonyms, ...germanTitles],
      weak: workNames,
    })),
    guarded: { names: [...elsewhere], words: [...computing] },
    alone: [...alone],
    near: (a, b) => closeness(occupations[a]!.id, occupations[b]!.id),
  };
}
