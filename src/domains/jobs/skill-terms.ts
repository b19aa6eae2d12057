import type { Term } from '../../distill/tables/term.ts';
import { loadTaxonomy } from './taxonomy/index.ts';
import { loadWords } from './taxonomy/load-words.ts';
import { readDocument } from './read-data.ts';
import { knowledgeDocument } from './data-schema.ts';

/** What people state as skills: those of the taxonomy by all their names, and fields of knowledge. */
export function skillTerms(): Term[] {
  const { capital, guarded } = loadWords().skills;
  const names = loadTaxonomy().skills.flatMap(({ name, synonyms = [] }) => [name, ...synonyms]);
  const skills = names.map((name): Term => {
    const small = name.toLowerCase();
    if (!capital.has(small) && !guarded.has(small)) return { name };
    return { name: name.charAt(0).toUpperCase() + name.slice(1), kind: 'cased' };
  });
  const { names: fields } = readDocument('knowledge.yaml', knowledgeDocument);
  return [...skills, ...[...fields].map((name): Term => ({ name }))];
}
