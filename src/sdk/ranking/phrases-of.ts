import { createPhrases, type Phrases } from '../../core/explain/phrases.ts';
import type { RankerOptions } from './ranker-options.ts';

/** The usual words, the model's in their place, and the host's in place of either. */
export function phrasesOf({
  student,
  phrases,
}: Pick<RankerOptions, 'student' | 'phrases'>): Phrases {
  const words = JSON.parse(student.metadata.phrases ?? '{}') as Record<string, string>;
  return { ...createPhrases(student.schema, words), ...phrases } as Phrases;
}
