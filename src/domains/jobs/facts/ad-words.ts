import { adWordsDocument } from '../data-schema.ts';
import { lazily, readDocument } from '../read-data.ts';

/** Words of ads in other languages than English, each list as a pattern; see `data/ad-words.yaml`. */
export const loadAdWords = lazily(() => readDocument('ad-words.yaml', adWordsDocument));
