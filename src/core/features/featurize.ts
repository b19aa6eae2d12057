import type { Findings } from './evidence.ts';
import type { Lexicon } from '../reading/lexicon.ts';
import { createReader, type Reading } from '../reading/reading.ts';
import type { Field, Side } from './schema.ts';
import { createTokenList, OPENS_TEXT, WEIGHT, WHOLE } from './token-list.ts';
import { createTokenizer, MAX_TOKENS } from './tokens.ts';

/**
 * The hashed tokens of one object, field by field: rows of the embedding table with integer weights. The
 * buffers belong to the featurizer and are overwritten by its next call.
 */
export interface Bag extends Findings {
  /** Row of each token; the tokens of field f are those from `ends[f − 1]` (0 for the first) to `ends[f]`. */
  rows: Uint32Array;
  weights: Uint8Array;
  /** One end a field of the schema. */
  ends: Uint32Array;
}

/** Turns objects into {@link Bag}s. Holds buffers, so one caller at a time. */
export type Featurizer = (side: Side, object: unknown, now: number) => Bag;

/**
 * Creates the featurizer of a schema over a table of `tableRows` rows. The same one serves training and
 * ranking.
 */
export function createFeaturizer(
  schema: { fields: readonly Field[]; lexicon: Lexicon },
  tableRows: number,
): Featurizer {
  const read = createReader(schema);
  const toBag = createBagger(schema.fields, tableRows);
  return (side, object, now) => toBag(read(side, object, now));
}

/** Creates the second half of a {@link Featurizer}: it hashes what was read. */
export function createBagger(
  fields: readonly Field[],
  tableRows: number,
): (reading: Reading) => Bag {
  const tokenize = createTokenizer();
  const list = createTokenList();
  const fieldCount = fields.length;
  const modulus = tableRows >>> 0; // 2^32, every hash a row of its own, becomes 0
  const buffers = {
    rows: new Uint32Array(1024),
    weights: new Uint8Array(1024),
    ends: new Uint32Array(fieldCount),
    wholes: new Uint32Array(1024),
    wholeEnds: new Uint32Array(fieldCount),
  };

  return (reading) => {
    const bag: Bag = Object.assign(buffers, { reading });
    let count = 0;
    let wholeCount = 0;
    for (let f = 0; f < fieldCount; f++) {
      const field = fields[f]!;
      tokenize(field, f, reading, list);
      const embedded = field.embed ? Math.min(list.count, MAX_TOKENS) : 0;
      reserve(bag, count + embedded, wholeCount + list.count);
      const { rows, weights, wholes } = bag;
      const { hashes, marks } = list;
      for (let i = 0; i < list.count; i++) {
        const hash = hashes[i]!;
        const mark = marks[i]!;
        if (i < embedded) {
          // Both unsigned, or the engine divides doubles here.
          rows[count] = modulus === 0 ? hash : (hash >>> 0) % modulus;
          weights[count++] = mark & WEIGHT;
        }
        if (mark & WHOLE) {
          wholes[2 * wholeCount] = hash;
          wholes[2 * wholeCount++ + 1] = mark & OPENS_TEXT;
        }
      }
      bag.ends[f] = count;
      bag.wholeEnds[f] = wholeCount;
    }
    return bag;
  };
}

function reserve(bag: Bag, tokens: number, wholes: number): void {
  if (tokens > bag.rows.length) {
    bag.rows = grow(bag.rows, new Uint32Array(2 * tokens));
    bag.weights = grow(bag.weights, new Uint8Array(2 * tokens));
  }
  if (2 * wholes > bag.wholes.length) bag.wholes = grow(bag.wholes, new Uint32Array(4 * wholes));
}

function grow<T extends Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
