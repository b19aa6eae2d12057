import type { Item } from '../../../core/types.ts';
import type { Baseline, Scorer } from '../scorer.ts';
import { createItemNumbers } from './item-numbers.ts';
import { objectTokens } from './text-tokens.ts';

/** Parameters of BM25. */
export interface Bm25Options {
  /** How soon repeated words stop counting; default 1.2. */
  k1?: number;
  /** How much long items are held back, 0 … 1; default 0.75. */
  b?: number;
}

/** Items that hold a word, by number, with how often. */
interface Postings {
  items: number[];
  counts: number[];
}

/**
 * BM25 of all text of an item against all text of the profile (each word of the profile once). Needs no
 * events; a profile without text ties all items.
 *
 * Source: Robertson & Zaragoza, The probabilistic relevance framework: BM25 and beyond, 2009; with the
 * non-negative idf log(1 + (N − n + ½) / (n + ½)) that Lucene uses.
 */
export function createBm25Baseline(options: Bm25Options = {}): Baseline {
  const { k1 = 1.2, b = 0.75 } = options;
  return {
    name: 'BM25',
    fit({ items }): Scorer {
      const postings = new Map<string, Postings>();
      const lengths: number[] = [];
      const numbers = createItemNumbers((item, number) => {
        lengths[number] = addItem(postings, item, number);
      });
      numbers.of([...items.values()]);
      const known = numbers.size;
      const meanLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(known, 1);
      const idf = new Map<string, number>();
      for (const [word, { items: holders }] of postings) {
        idf.set(word, Math.log(1 + (known - holders.length + 0.5) / (holders.length + 0.5)));
      }

      return {
        score(profile, candidates) {
          const list = numbers.of(candidates);
          const totals = new Float64Array(numbers.size);
          for (const word of new Set(objectTokens(profile))) {
            const weight = idf.get(word);
            const found = postings.get(word);
            if (weight === undefined || found === undefined) continue;
            for (let i = 0; i < found.items.length; i++) {
              const item = found.items[i] as number;
              const count = found.counts[i] as number;
              const norm = 1 - b + (b * (lengths[item] as number)) / meanLength;
              totals[item] =
                (totals[item] as number) + (weight * count * (k1 + 1)) / (count + k1 * norm);
            }
          }
          return Float64Array.from(list, (item) => totals[item] as number);
        },
      };
    },
  };
}

/** Adds an item's words to the index; returns how many words it has. */
function addItem(postings: Map<string, Postings>, item: Item, number: number): number {
  const tokens = objectTokens(item);
  for (const word of tokens) {
    let found = postings.get(word);
    if (found === undefined) postings.set(word, (found = { items: [], counts: [] }));
    const last = found.items.length - 1;
    if (found.items[last] === number) {
      found.counts[last] = (found.counts[last] as number) + 1;
    } else {
      found.items.push(number);
      found.counts.push(1);
    }
  }
  return tokens.length;
}
