import type { Schema, Side } from './schema.ts';
import { createTokenReader, WHOLE_WEIGHT, type TokenSink } from './tokens.ts';

/** Most tokens of one field that enter the embedding: bounds the accumulators (see normalizeToInt8). */
export const MAX_TOKENS = 4096;

/**
 * The hashed tokens of one object, field by field: rows of the embedding table with integer weights. The
 * buffers belong to the featurizer and are overwritten by its next call.
 */
export interface Bag {
  /** Row of each token; the tokens of field f are those from `ends[f − 1]` (0 for the first) to `ends[f]`. */
  rows: Uint32Array;
  weights: Uint8Array;
  /** One end a field of the schema. */
  ends: Uint32Array;
  /** Hashes of the tokens that carry meaning as a whole, for match crosses; again with one end a field. */
  wholes: Uint32Array;
  wholeEnds: Uint32Array;
}

/** Turns objects into {@link Bag}s. Holds buffers, so one caller at a time. */
export type Featurizer = (side: Side, object: unknown, now: number) => Bag;

/**
 * Creates the featurizer of a schema over a table of `tableRows` rows. The same one serves training and
 * ranking.
 */
export function createFeaturizer(schema: Schema, tableRows: number): Featurizer {
  const fieldCount = schema.fields.length;
  const readTokens = createTokenReader();
  const capacity = 1024;
  const bag: Bag = {
    rows: new Uint32Array(capacity),
    weights: new Uint8Array(capacity),
    ends: new Uint32Array(fieldCount),
    wholes: new Uint32Array(capacity),
    wholeEnds: new Uint32Array(fieldCount),
  };
  let count = 0;
  let wholeCount = 0;
  let fieldStart = 0;
  let embed = true;

  const sink: TokenSink = {
    whole(hash) {
      if (wholeCount === bag.wholes.length)
        bag.wholes = grow(bag.wholes, new Uint32Array(2 * wholeCount));
      bag.wholes[wholeCount++] = hash;
      sink.part(hash, WHOLE_WEIGHT);
    },
    part(hash, weight) {
      if (!embed || count - fieldStart >= MAX_TOKENS) return;
      if (count === bag.rows.length) {
        bag.rows = grow(bag.rows, new Uint32Array(2 * count));
        bag.weights = grow(bag.weights, new Uint8Array(2 * count));
      }
      bag.rows[count] = hash % tableRows;
      bag.weights[count++] = weight;
    },
  };

  return (side, object, now) => {
    count = 0;
    wholeCount = 0;
    for (let f = 0; f < fieldCount; f++) {
      const field = schema.fields[f]!;
      fieldStart = count;
      embed = field.embed;
      readTokens(field, side, object, now, sink);
      bag.ends[f] = count;
      bag.wholeEnds[f] = wholeCount;
    }
    return bag;
  };
}

function grow<T extends Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
