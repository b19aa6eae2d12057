import type { Item, Profile } from '../../../core/types.ts';
import { foldText } from '../../../core/reading/words.ts';
import { createEventTypes } from '../../tables/event-types.ts';
import type { Baseline } from '../scorer.ts';
import { createItemNumbers } from './item-numbers.ts';
import { eachLeaf, textTokens } from './text-tokens.ts';

/** Options of {@link createAffinityBaseline}. */
export interface AffinityOptions {
  /** Pseudo-events: how many it takes to believe an association. Default 10. */
  smoothing?: number;
  /** Tokens in fewer profiles (or items) than this are left out. Default 5. */
  minCount?: number;
  /** At most this many tokens of profiles, the most frequent ones. Default 4096. */
  maxProfileTokens?: number;
  /** At most this many tokens of items, the most frequent ones. Default 2048. */
  maxItemTokens?: number;
}

/** Values longer than this are texts: only their words count. */
const MAX_VALUE_LENGTH = 40;
const MAX_WORDS = 64;

/**
 * Which attributes of profiles go with which attributes of items, counted from events: every value at a leaf
 * of either side, and every word of a text, is a token of its field; the score of a pair is the mean over
 * its token pairs of the smoothed log ratio of their events to what independence would give (pointwise
 * mutual information).
 *
 * Source of the measure: Church & Hanks, Word association norms, mutual information, and lexicography,
 * Computational Linguistics 1990. An item's number of events cancels out but for the smoothing.
 */
export function createAffinityBaseline(options: AffinityOptions = {}): Baseline {
  const { smoothing = 10, minCount = 5, maxProfileTokens = 4096, maxItemTokens = 2048 } = options;
  return {
    name: 'affinity',
    fit({ items, profiles, eventTypes = createEventTypes() }, events) {
      const profileTokens = countTokens(profiles.values(), minCount, maxProfileTokens);
      const itemTokens = countTokens(items.values(), minCount, maxItemTokens);
      const width = itemTokens.size;
      const together = new Float32Array(profileTokens.size * width);
      const perProfileToken = new Float64Array(profileTokens.size);
      const perItemToken = new Float64Array(width);
      const readProfile = memoize((profile: Profile) => numbersOf(profile, profileTokens));
      const readItem = memoize((item: Item) => numbersOf(item, itemTokens));
      let total = 0;

      for (const { profileId, itemId, type } of events) {
        const profile = profiles.get(profileId);
        const item = items.get(itemId);
        if (profile === undefined || item === undefined) continue;
        if (!(eventTypes.weight(type) > 0)) continue;
        const own = readProfile(profile);
        const others = readItem(item);
        for (const p of own) {
          perProfileToken[p] = (perProfileToken[p] as number) + 1;
          for (const j of others) {
            together[p * width + j] = (together[p * width + j] as number) + 1;
          }
        }
        for (const j of others) perItemToken[j] = (perItemToken[j] as number) + 1;
        total++;
      }
      for (let p = 0; p < perProfileToken.length; p++) {
        const share = (perProfileToken[p] as number) / Math.max(total, 1);
        for (let j = 0; j < width; j++) {
          const expected = share * (perItemToken[j] as number);
          const at = p * width + j;
          together[at] = Math.log(((together[at] as number) + smoothing) / (expected + smoothing));
        }
      }

      const features: Uint32Array[] = [];
      const numbers = createItemNumbers((item, number) => {
        features[number] = readItem(item);
      });
      return {
        score(profile, candidates) {
          if (total === 0) return new Float64Array(candidates.length);
          const perToken = new Float64Array(width);
          const own = readProfile(profile);
          for (const p of own) {
            for (let j = 0; j < width; j++) {
              perToken[j] = (perToken[j] as number) + (together[p * width + j] as number);
            }
          }
          return Float64Array.from(numbers.of(candidates), (number) => {
            const tokens = features[number] as Uint32Array;
            let sum = 0;
            for (const j of tokens) sum += perToken[j] as number;
            return sum / Math.max(own.length * tokens.length, 1);
          });
        },
      };
    },
  };
}

/** Numbers the most frequent tokens of some objects, by in how many of them they are. */
function countTokens(
  objects: Iterable<object>,
  minCount: number,
  maxTokens: number,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const object of objects) {
    for (const token of attributeTokens(object)) counts.set(token, (counts.get(token) ?? 0) + 1);
  }
  const frequent = [...counts].filter(([, count]) => count >= minCount);
  frequent.sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return new Map(frequent.slice(0, maxTokens).map(([token], number) => [token, number]));
}

function numbersOf(object: object, tokens: ReadonlyMap<string, number>): Uint32Array {
  const numbers: number[] = [];
  for (const token of attributeTokens(object)) {
    const number = tokens.get(token);
    if (number !== undefined) numbers.push(number);
  }
  return Uint32Array.from(numbers);
}

/** The distinct tokens of an object: `path=value` for short values, `path~word` for the words of texts. */
function attributeTokens(object: object): Set<string> {
  const tokens = new Set<string>();
  let words = 0;
  eachLeaf(object, (path, value) => {
    if (typeof value === 'number') {
      tokens.add(`${path}=${numberToken(value)}`);
      return;
    }
    const text = foldText(String(value)).trim();
    if (text.length <= MAX_VALUE_LENGTH) tokens.add(`${path}=${text}`);
    const parts = textTokens(text);
    if (parts.length < 2) return;
    for (const word of parts) if (words++ < MAX_WORDS) tokens.add(`${path}~${word}`);
  });
  return tokens;
}

/** Small whole numbers are levels and stay apart; larger ones fall into powers of two. */
function numberToken(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) <= 20) return String(value);
  return `${value < 0 ? '-' : ''}2^${Math.floor(Math.log2(Math.abs(value)))}`;
}

function memoize<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, V>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = compute(key)));
    return value;
  };
}
