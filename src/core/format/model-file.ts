/** The value of metadata `format` in every model file. */
export const MODEL_FORMAT = 'pocketrank';
/** The format's version of files with the usual outputs; a reader takes these two and refuses others. */
export const MODEL_VERSION = 2;
/** The version of files that state their outputs. */
export const OUTPUTS_VERSION = 3;
/** The outputs of a file that states none. */
export const USUAL_OUTPUTS: readonly string[] = ['policy', 'click'];
/** The tensor that holds the map of a prior, where there is one. */
export const SIGNAL_MAP = 'signals.map';

/** How the similarities of a candidate with all signals become one number. */
export const AGGREGATES = ['mean', 'max', 'last', 'rare', 'away'] as const;
export type Aggregate = (typeof AGGREGATES)[number];

/** Metadata `model`, as JSON: the sizes that the tensors must have, and how outputs become logits. */
export interface ModelInfo {
  width: number;
  tableRows: number;
  tableFormat: 'ternary' | 'int4' | 'int8';
  hidden: number;
  /** Hidden units of each tower; 0: none. */
  itemTower: number;
  profileTower: number;
  /** Bytes of an item code, its last, for what a log says of who chooses the item; 0 where left out. */
  togetherBytes?: number;
  /** Shifts of the integer layers, see SPEC.md. */
  shifts: {
    fold: number;
    foldItem: number;
    cross: number;
    hidden: number;
    outHidden: number;
    outCross: number;
    itemEnter: number;
    itemLeave: number;
    profileEnter: number;
    profileLeave: number;
  };
  /** Names of the outputs, 1 to 6; left out: {@link USUAL_OUTPUTS}. */
  outputs?: readonly string[];
  /** What each says at its worst and at its best; left out: 0 to 4 of `policy`, 0 to 1 of all others. */
  outputRange?: readonly OutputRange[];
  /** By output, as the offsets. */
  outputScale: readonly number[];
  outputOffset: readonly number[];
}

/** What an output says at its worst and at its best: best may be the lower number, as of a chance of a return. */
export type OutputRange = readonly [worst: number, best: number];

/**
 * One golden input with its exact outputs, made from the schema rather than from anybody's data: an engine
 * that does not give these integers is wrong.
 */
export interface Canary {
  now: number;
  profile: unknown;
  items: unknown[];
  /** FNV-1a hash of each item's code. */
  codes: number[];
  /** The integer outputs of each item. */
  outputs: (readonly number[])[];
}
