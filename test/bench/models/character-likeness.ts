import type { Item } from '../../../src/core/types.ts';
import type { Baseline } from '../../../src/distill/evaluate/scorer.ts';

const SHORTEST = 3;
const LONGEST = 5;

/**
 * The cosine of character n-grams, 3 to 5 long, weighed by rarity among all titles: of an item the best of its titles.
 * The lexical baseline of title matching.
 */
export function createCharacterLikeness(): Baseline {
  return {
    name: 'character 3–5-grams, TF-IDF',
    fit({ items }) {
      const texts = [...items.values()].map(titlesOf);
      const frequency = new Map<string, number>();
      let titles = 0;
      for (const text of texts.flat()) {
        titles++;
        for (const gram of new Set(gramsOf(text))) {
          frequency.set(gram, (frequency.get(gram) ?? 0) + 1);
        }
      }
      const rarity = (gram: string): number =>
        1 + Math.log((1 + titles) / (1 + (frequency.get(gram) ?? 0)));
      /** Of each gram, which titles of which items have it, and how much of their unit vectors it is. */
      const postings = new Map<string, { title: number; weight: number }[]>();
      const itemOf: number[] = [];
      for (const [item, list] of texts.entries()) {
        for (const text of list) {
          for (const [gram, weight] of unitVector(text, rarity)) {
            const entry = { title: itemOf.length, weight };
            const known = postings.get(gram);
            if (known === undefined) postings.set(gram, [entry]);
            else known.push(entry);
          }
          itemOf.push(item);
        }
      }
      const numbers = new Map<Item, number>([...items.values()].map((item, i) => [item, i]));
      return {
        score(profile, candidates) {
          const label = (profile.basics as { label?: string } | undefined)?.label ?? '';
          const likeness = new Float64Array(itemOf.length);
          for (const [gram, weight] of unitVector(label, rarity)) {
            for (const { title, weight: other } of postings.get(gram) ?? []) {
              likeness[title]! += weight * other;
            }
          }
          const best = new Float64Array(texts.length);
          for (const [title, value] of likeness.entries()) {
            best[itemOf[title]!] = Math.max(best[itemOf[title]!]!, value);
          }
          return Float64Array.from(candidates, (item) => best[numbers.get(item)!]!);
        },
      };
    },
  };
}

function titlesOf({ title, alternateName }: Item): string[] {
  const texts: unknown[] = [title, alternateName].flat();
  return texts.filter((text) => typeof text === 'string');
}

/** Of each word with a blank at either end. */
function gramsOf(text: string): string[] {
  const grams: string[] = [];
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    const marked = ` ${word} `;
    for (let length = SHORTEST; length <= LONGEST; length++) {
      for (let at = 0; at + length <= marked.length; at++) {
        grams.push(marked.slice(at, at + length));
      }
    }
  }
  return grams;
}

function unitVector(text: string, rarity: (gram: string) => number): Map<string, number> {
  const vector = new Map<string, number>();
  for (const gram of gramsOf(text)) vector.set(gram, (vector.get(gram) ?? 0) + 1);
  let squares = 0;
  for (const [gram, count] of vector) {
    const weight = count * rarity(gram);
    vector.set(gram, weight);
    squares += weight * weight;
  }
  for (const [gram, weight] of vector) vector.set(gram, weight / Math.sqrt(squares));
  return vector;
}
