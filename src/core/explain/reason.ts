import type { CrossKind, FieldKind } from '../features/schema.ts';

/** What a reason rests on, for hosts that write their own words. `name` is a cross of the schema. */
export type Facts =
  /** The score of an item of which nothing is known: where every item starts. */
  | { kind: 'reference' }
  /** How alike profile and item are as a whole: cosine of their codes, −1 … 1. */
  | { kind: 'content'; similarity: number }
  /** `shared` of the `of` things that the profile names; their words where the item carries them. */
  | {
      kind: 'match';
      name: string;
      /** What the profile's field holds: single words of a text, or whole tags, categories, places. */
      field: FieldKind;
      shared: number;
      of: number;
      words: string[];
    }
  | { kind: 'distance'; name: string; km: number }
  /** Numbers of both sides; undefined where the item carries only a code. */
  | {
      kind: 'difference';
      name: string;
      item: number | undefined;
      profile: number | undefined;
      /** Whether the item's number is higher (1), about equal (0) or lower (−1). */
      sign: -1 | 0 | 1;
    }
  | { kind: 'age'; name: string; days: number }
  /** Several crosses of little weight, together. */
  | { kind: 'others'; names: string[] }
  /**
   * Likeness to items of earlier signals, as a whole (`content`) or by a cross: to how many items with positive
   * and with negative signals. `of` says what the cross compares; `isRare`, that few items of the list have
   * what this one shares with them.
   */
  | {
      kind: 'personal';
      name: string;
      of: 'content' | CrossKind;
      liked: number;
      disliked: number;
      isRare: boolean;
    }
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
