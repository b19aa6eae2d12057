import type { OccupationEntry } from './occupation-tables.ts';

/** What a title that is the same weighs beside a word, and a description beside titles. */
const SAME_TITLE = 1.5;
const DESCRIPTION = 0.7;

/** Sparse vectors of length 1, by feature. */
type Vector = ReadonlyMap<string, number>;

/**
 * Finds for each entry of one taxonomy the entry of another that is most like it, by the titles, their words and
 * pairs of words, and by what is said of the work: cosines of square roots of shares, weighed by rarity.
 *
 * @returns ids of `families` by id of `entries`; none for an entry that has nothing in common with any
 */
export function findFamilies(
  entries: readonly OccupationEntry[],
  families: readonly OccupationEntry[],
): Map<string, string> {
  const likeness = entries.map(() => new Float64Array(families.length));
  for (const [read, weight] of [
    [titleFeatures, 1],
    [workFeatures, DESCRIPTION],
  ] as const) {
    const all = unitVectors([...entries, ...families].map(read));
    const index = invert(all.slice(entries.length));
    for (const [i, own] of likeness.entries()) {
      for (const [feature, value] of all[i]!) {
        for (const { at, value: other } of index.get(feature) ?? []) {
          own[at]! += weight * value * other;
        }
      }
    }
  }
  const found = new Map<string, string>();
  for (const [i, own] of likeness.entries()) {
    const best = own.reduce((top, value, at) => (value > own[top]! ? at : top), 0);
    if (own[best]! > 0) found.set(entries[i]!.id, families[best]!.id);
  }
  return found;
}

function titleFeatures({ title, otherTitles }: OccupationEntry): Map<string, number> {
  const titles = new Set([title, ...otherTitles].map((text) => wordsOf(text).join(' ')));
  const counts = new Map<string, number>();
  for (const text of titles) {
    const words = text.split(' ');
    for (const [i, word] of words.entries()) {
      add(counts, word);
      if (i > 0) add(counts, `${words[i - 1]!} ${word}`);
    }
    add(counts, `=${text}`);
  }
  const vector = new Map<string, number>();
  for (const [feature, count] of counts) {
    const weight = feature.startsWith('=') ? SAME_TITLE * Math.sqrt(3) : 1;
    vector.set(feature, weight * Math.sqrt(count / titles.size));
  }
  return vector;
}

function workFeatures({ description, tasks = [] }: OccupationEntry): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of wordsOf([description, ...tasks].join(' '))) add(counts, word);
  return new Map([...counts].map(([word, count]) => [word, Math.sqrt(count)]));
}

function add(counts: Map<string, number>, feature: string): void {
  counts.set(feature, (counts.get(feature) ?? 0) + 1);
}

/** Words in lower case, less a plural s. */
function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map((word) =>
    /[^s]s$/.test(word) && word.length > 3 ? word.slice(0, -1) : word,
  );
}

/** Weighs features by the logarithm of their rarity; what stands in one vector alone says nothing. */
function unitVectors(vectors: readonly Map<string, number>[]): Vector[] {
  const frequency = new Map<string, number>();
  for (const vector of vectors) for (const feature of vector.keys()) add(frequency, feature);
  return vectors.map((vector) => {
    const weighed = new Map<string, number>();
    let squares = 0;
    for (const [feature, value] of vector) {
      const count = frequency.get(feature)!;
      if (count === 1) continue;
      const weight = value * Math.log(vectors.length / count);
      weighed.set(feature, weight);
      squares += weight * weight;
    }
    const length = Math.sqrt(squares) || 1;
    for (const [feature, weight] of weighed) weighed.set(feature, weight / length);
    return weighed;
  });
}

function invert(vectors: readonly Vector[]): Map<string, { at: number; value: number }[]> {
  const index = new Map<string, { at: number; value: number }[]>();
  for (const [at, vector] of vectors.entries()) {
    for (const [feature, value] of vector) {
      const list = index.get(feature);
      if (list === undefined) index.set(feature, [{ at, value }]);
      else list.push({ at, value });
    }
  }
  return index;
}
