import { collectPath } from '../../../core/reading/collect.ts';
import { createWholeLexicon } from '../../../core/reading/rare-forms.ts';
import { readPlace } from '../../../core/reading/read-place.ts';
import { readText } from '../../../core/reading/read-text.ts';
import { foldText } from '../../../core/reading/words.ts';
import type { Item } from '../../../core/types.ts';
import { textTokens } from './text-tokens.ts';

/** In which ways two items can be alike. */
export const LIKENESS_KINDS = ['place', 'title', 'organization'] as const;
export type LikenessKind = (typeof LIKENESS_KINDS)[number];

/** How alike two items are in each way, 0 … 1. */
export interface ItemLikeness {
  place(a: Item, b: Item): number;
  title(a: Item, b: Item): number;
  organization(a: Item, b: Item): number;
}

interface Traits {
  places: readonly string[];
  /** Words with their TF-IDF weights; the weights' squares sum to 1. */
  title: ReadonlyMap<string, number>;
  organization: string;
}

/**
 * Creates the likeness of items: the same place (locality and region; 1 or 0), title words (cosine of
 * TF-IDF over the given items), the same employer (1 or 0).
 */
export function createItemLikeness(items: Iterable<Item>): ItemLikeness {
  const documents = new Map<string, number>();
  let count = 0;
  for (const item of items) {
    count++;
    for (const word of new Set(titleWords(item))) {
      documents.set(word, (documents.get(word) ?? 0) + 1);
    }
  }
  const idf = (word: string) => Math.log((count + 1) / ((documents.get(word) ?? 0) + 1)) + 1;

  const known = new WeakMap<Item, Traits>();
  function traits(item: Item): Traits {
    let value = known.get(item);
    if (value === undefined) {
      value = {
        places: placesOf(item),
        title: unitVector(titleWords(item), idf),
        organization: textAt(item, ['hiringOrganization']),
      };
      known.set(item, value);
    }
    return value;
  }

  return {
    place(a, b) {
      const theirs = traits(b).places;
      return traits(a).places.some((place) => theirs.includes(place)) ? 1 : 0;
    },
    title(a, b) {
      const theirs = traits(b).title;
      let dot = 0;
      for (const [word, weight] of traits(a).title) dot += weight * (theirs.get(word) ?? 0);
      return dot;
    },
    organization(a, b) {
      const own = traits(a).organization;
      return own !== '' && own === traits(b).organization ? 1 : 0;
    },
  };
}

/** A baseline compares names as they are written. */
const lexicon = createWholeLexicon();

function placesOf(item: Item): string[] {
  const found: unknown[] = [];
  collectPath(item, ['jobLocation'], found);
  return found.flatMap((value) => {
    const place = readPlace(value, lexicon);
    return place === undefined || place.town === '' ? [] : `${place.town}|${place.region}`;
  });
}

function titleWords(item: Item): string[] {
  return textTokens(textAt(item, ['title']));
}

function textAt(item: Item, path: readonly string[]): string {
  const found: unknown[] = [];
  collectPath(item, path, found);
  return foldText(readText(found[0])).trim();
}

function unitVector(words: readonly string[], idf: (word: string) => number): Map<string, number> {
  const vector = new Map<string, number>();
  for (const word of words) vector.set(word, (vector.get(word) ?? 0) + idf(word));
  let squares = 0;
  for (const weight of vector.values()) squares += weight * weight;
  const norm = Math.sqrt(squares);
  for (const [word, weight] of vector) vector.set(word, weight / norm);
  return vector;
}
