import type { MeasureKind } from '../features/measure.ts';
import type { CrossKind, FieldKind } from '../features/schema.ts';
import type { SharedWords } from './shared-words.ts';

/** What a reason rests on, for hosts that write their own words. */
export type Facts =
  /** How alike profile and item are as a whole: cosine of their codes, −1 … 1. */
  | { kind: 'content'; similarity: number; counts?: Counts }
  /** A measure of the schema. */
  | {
      kind: 'measure';
      name: string;
      of: MeasureKind;
      /** A number in `unit` (of `%` a share: 0.8 is 80 %) or one of the measure's values; undefined: unknown. */
      value: number | string | undefined;
      unit: string;
      /** What is compared on each side, in words; undefined where it has nothing, or carries only a code. */
      item: string | undefined;
      profile: string | undefined;
      /** The profile's field that is compared, by name. */
      profileField?: string;
      /** Where values are matched: what the profile's field holds (single words of a `text`, else whole values). */
      field?: FieldKind;
      shared?: SharedWords;
      counts?: Counts;
    }
  /**
   * All the rest: what counts little, what the item does not say, and what cannot be told in words without reading
   * against what it counts.
   */
  | { kind: 'others'; names: string[] }
  /**
   * Likeness to items of earlier signals, as a whole (`content`), by who chooses them (`together`) or by a measure: to how many items with positive
   * and with negative signals. `of` says what is compared; `isRare`, that few items of the list have what this one
   * shares with them.
   */
  | {
      kind: 'personal';
      name: string;
      of: 'content' | 'together' | CrossKind;
      liked: number;
      disliked: number;
      isRare: boolean;
    }
  /** A limit of the policy that holds; its contribution is what its cap takes off. */
  | { kind: 'limit'; name: string; cap: number; reason: string }
  /** No limit of the policy holds, while some hold back other items of the list. */
  | { kind: 'allowed' }
  /** What the host's own order says of it (its position there, from 1), or its own number. */
  | { kind: 'prior'; by: 'order' | 'values'; position: number }
  /** It was shown so many times and never opened. */
  | { kind: 'fatigue'; count: number }
  /** Held below the top ranks by the policy floor. */
  | { kind: 'floor' };

/** Whether something counts for the item or against it, beside the average of the list. */
export type Counts = 'for' | 'against';

/**
 * One part of what sets an item apart in its list. The contributions of its reasons sum to its score less the mean
 * score of the list; those of a comparison to the difference of two scores.
 */
export interface Reason {
  /** Logits of the score, more or less than the part adds to the items of the list on average. Of a limit: what it takes off. */
  contribution: number;
  /** In words. */
  text: string;
  /** What it rests on, for words of your own. */
  facts: Facts;
}
