import type { FieldKind, Side } from '../../core/features/schema.ts';

/** A place in the objects of one side that may become a field, and what its values look like. */
export interface Found {
  side: Side;
  path: string;
  kind: FieldKind;
  /** In words, from the path: `max delivery days`. */
  name: string;
  words: readonly string[];
  /** Folded: whole values of tags and categories, words of texts. */
  values: ReadonlySet<string>;
  /** Of a category, its values as they are. */
  labels: readonly string[];
  /** Of numbers and times, sorted. */
  numbers: readonly number[];
  /** Whether an object may hold several. */
  many: boolean;
  /** How many objects have it. */
  objects: number;
  /** Whether a place states coordinates, or a number is a range with two ends. */
  isExact: boolean;
}

/** A path that is not used, and why. */
export interface Left {
  side: Side;
  path: string;
  reason: string;
  /** Of a path whose word may mislead: how the schema exempts it. */
  exemption?: string;
}

/** The number at a share of a sorted list. */
export function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.floor(q * (sorted.length - 1))] ?? Number.NaN;
}
