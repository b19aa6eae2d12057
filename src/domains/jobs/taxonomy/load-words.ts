import type { z } from 'zod';
import { wordsDocument } from '../data-schema.ts';
import { lazily, readDocument } from '../read-data.ts';

/** Words of titles and texts that mean something to every reader of them; see `data/words.yaml`. */
export type KnownWords = z.output<typeof wordsDocument>;

/** The words of `data/words.yaml`, read when first asked for. */
export const loadWords: () => KnownWords = lazily(() => readDocument('words.yaml', wordsDocument));
