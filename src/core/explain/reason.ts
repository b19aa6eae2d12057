import type { MeasureKind } from '../features/measure.ts';
import type { CrossKind, FieldKind } from '../features/schema.ts';
import type { SharedWords } from './shared-words.ts';

/** What a reason rests on, for hosts that write their own words. */
export type Facts =
  /** The score of an item of which nothing is known: where every item starts. */
  | { kind: 'reference' }
  /** How alike profile and item are as a whole: cosine of their codes, −1 … 1. */
  | { kind: 'content'; similarity: number }
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
      /** Where values are matched: what the profile's field holds (single words of a `text`, else whole values). */
      field?: FieldKind;
      shared?: SharedWords;
    }
  /** Several measures of little weight, together. */
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
  /** Held below the top ranks by the policy floor. */
  | { kind: 'floor' };

/** One part of a score. The contributions of an item's reasons sum to its score. */
export interface Reason {
  /** Logits of the score that this part adds (or takes). */
  contribution: number;
  /** In words. */
  text: string;
  facts: Facts;
}
