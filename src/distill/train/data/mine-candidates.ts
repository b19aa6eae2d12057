import { append } from '../../../core/math/append.ts';
import type { PairData } from './pair-data.ts';

/** Finds the items that share most with a profile, by words alone: where a policy's good and borderline grades are. */
export type CandidateMiner = (profile: number, count: number) => Int32Array;

/** Tokens in more than this share of items say nothing. */
const MAX_SHARE = 0.1;
/** Names tell more. */
const MAX_NAMED_SHARE = 0.5;
/** Beyond all hashes. */
const NAMES = 2 ** 32;

/**
 * An inverted index over the hashed tokens of all items and what their texts name, scored by the sum of inverse
 * document frequencies of what is shared.
 *
 * @param count items that are found, from the first; default: the candidates
 */
export function createCandidateMiner(
  data: PairData,
  count: number = data.rankable,
): CandidateMiner {
  const { items, profiles } = data;
  const postings = new Map<number, number[]>();
  for (let i = 0; i < count; i++) {
    const from = i === 0 ? 0 : items.ends[i * items.fieldCount - 1]!;
    const to = items.ends[(i + 1) * items.fieldCount - 1]!;
    for (let t = from; t < to; t++) {
      const hash = items.hashes[t]!;
      const list = postings.get(hash);
      if (list === undefined) postings.set(hash, [i]);
      else if (list[list.length - 1] !== i) list.push(i);
    }
    for (const key of data.namedBy(i)) append(postings, NAMES + key, i);
  }
  const scores = new Float64Array(count);
  return (profile, wanted) => {
    const touched: number[] = [];
    const from = profile === 0 ? 0 : profiles.ends[profile * profiles.fieldCount - 1]!;
    const to = profiles.ends[(profile + 1) * profiles.fieldCount - 1]!;
    const sought = new Set<number>(profiles.hashes.subarray(from, to));
    for (const key of data.knownBy(profile)) sought.add(NAMES + key);
    for (const hash of sought) {
      const list = postings.get(hash);
      const share = hash < NAMES ? MAX_SHARE : MAX_NAMED_SHARE;
      if (list === undefined || list.length > share * count + 1) continue;
      const weight = Math.log((1 + count) / list.length);
      for (const item of list) {
        if (scores[item] === 0) touched.push(item);
        scores[item]! += weight;
      }
    }
    touched.sort((a, b) => scores[b]! - scores[a]! || a - b);
    for (const item of touched) scores[item] = 0;
    return Int32Array.from(touched.slice(0, wanted));
  };
}
