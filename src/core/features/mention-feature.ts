import type { KnownTerms } from '../terms/profile-terms.ts';
import type { Cross, Terms } from './schema.ts';

/** Of the keys that were compared last, by place of the cross: a bit each, and their weights. */
interface Held {
  known: KnownTerms | undefined;
  bits: Uint8Array;
  weights: Uint8Array;
}
const held: Held[] = [];

/**
 * The feature of a mention: the share, 0 … 127, of what the profile knows that the item names; or of the item's
 * names that the profile knows. −1 where the item names nothing.
 *
 * @param c which cross it is: what it compares with is laid out once, as long as that stays the same
 * @param from where the item's terms start
 */
export function mentionFeature(
  c: number,
  { ofItem }: Cross,
  { slots }: Terms,
  known: KnownTerms,
  item: Uint8Array,
  from: number,
): number {
  const names = item[from]!;
  const first = item[from + 1]! | (item[from + 2]! << 8);
  if (first === 0 || (ofItem && names === 0)) return -1;
  const { bits, weights } = holdTerms(c, known);
  let sum = 0;
  const end = from + 1 + 2 * (ofItem ? Math.min(names, slots) : slots);
  for (let i = from + 1; i < end; i += 2) {
    const low = item[i]!;
    const high = item[i + 1]!;
    const key = low | (high << 8);
    if (key === 0) break;
    if ((bits[key >> 3]! >> (key & 7)) & 1) sum += ofItem ? 1 : weights[key]!;
  }
  return sum === 0 ? 0 : Math.min(127, Math.floor((127 * sum) / (ofItem ? names : known.total)));
}

function holdTerms(c: number, known: KnownTerms): Held {
  const one = (held[c] ??= {
    known: undefined,
    bits: new Uint8Array(8192),
    weights: new Uint8Array(65_536),
  });
  if (one.known === known) return one;
  for (const key of one.known?.keys ?? []) one.bits[key >> 3] = 0;
  for (const [i, key] of known.keys.entries()) {
    one.bits[key >> 3]! |= 1 << (key & 7);
    one.weights[key] = known.weights[i]!;
  }
  one.known = known;
  return one;
}

/** What an item names, as another item's terms are compared with: each once, all alike. */
export function itemTerms(
  { ofItem }: Cross,
  { slots }: Terms,
  item: Uint8Array,
  from: number,
): KnownTerms {
  const keys: number[] = [];
  const most = ofItem ? Math.min(item[from]!, slots) : slots;
  for (let i = 0; i < most; i++) {
    const key = item[from + 1 + 2 * i]! | (item[from + 2 + 2 * i]! << 8);
    if (key === 0) break;
    keys.push(key);
  }
  return {
    keys: Uint16Array.from(keys),
    weights: new Uint8Array(keys.length).fill(1),
    total: keys.length,
  };
}
