import type { Facts } from '../../core/explain/reason.ts';
import type { Item } from '../../core/types.ts';
import type { RankedItem, UnreadItem } from '../types.ts';
import type { BaseOrder } from './base-order.ts';
import type { Pause } from './pacer.ts';
import type { PersonalPart } from './personal-part.ts';
import type { RankerOptions } from './ranker-options.ts';
import type { Wishes } from './wishes.ts';

/** A scored list, what is known of the person, and what the host wishes. */
export interface ArrangedInput {
  options: RankerOptions;
  items: readonly Item[];
  ids: readonly string[];
  /** Of the items' codes. */
  slots: Uint32Array;
  unread: readonly UnreadItem[];
  base: BaseOrder;
  personal: PersonalPart;
  wishes: Wishes;
  /** Since 1970. */
  day: number;
}

/** Something that is added to an item's score, for a reason of its own. */
export interface Added {
  value: number;
  facts: Facts;
}

/** A list in the order in which it is shown. */
export interface Arranged {
  /** Indices, best first. */
  order: Uint32Array;
  /** Each item's score with all that is added. */
  sums: Float64Array;
  /** What is added to an item's score beside what signals do. */
  added(i: number): Added[];
  /** Tells the first of them what is not told by scores of model and signals. */
  mark(ranked: readonly RankedItem[], pause: Pause): Promise<void>;
}
