import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/core/math/random.ts';
import {
  createEmbeddingTable,
  type EmbeddingTable,
} from '../../../../src/distill/train/network/embedding-table.ts';
import type { EncodedObjects } from '../../../../src/distill/train/data/encoded-objects.ts';
import {
  mixFields,
  mixFieldsGradient,
} from '../../../../src/distill/train/network/field-encoder.ts';

const ROWS = 13;
const WIDTH = 6;

/** Three objects of three fields; the second has no tokens, the third lacks its first field. */
const objects: EncodedObjects = {
  count: 3,
  fieldCount: 3,
  hashes: Uint32Array.of(1, 2, 15, 3, 4, 5, 18, 5),
  weights: Uint8Array.of(2, 1, 1, 4, 2, 2, 1, 1),
  ends: Uint32Array.of(3, 3, 5, 5, 5, 5, 5, 6, 8),
};

/** What {@link mixFields} is to give, in doubles. */
function plainMix(values: ArrayLike<number>, gains: ArrayLike<number>, object: number): number[] {
  const mixed = new Array<number>(WIDTH).fill(0);
  for (let f = 0; f < 3; f++) {
    const at = object * 3 + f;
    const field = new Array<number>(WIDTH).fill(0);
    for (let t = at === 0 ? 0 : objects.ends[at - 1]!; t < objects.ends[at]!; t++) {
      const row = (objects.hashes[t]! % ROWS) * WIDTH;
      for (let d = 0; d < WIDTH; d++) field[d]! += objects.weights[t]! * values[row + d]!;
    }
    const length = Math.hypot(...field);
    if (length === 0) continue;
    for (let d = 0; d < WIDTH; d++) mixed[d]! += (Math.abs(gains[f]!) * field[d]!) / length;
  }
  return mixed;
}

const makeTable = (): EmbeddingTable =>
  createEmbeddingTable(ROWS, WIDTH, 'float', createRandom('fields'));
const GAINS = Float32Array.of(0.7, -1.3, 2);
const WHICH = [2, 0, 1, 0];
const WEIGHTS = Float32Array.from({ length: 4 * WIDTH }, (_, i) => Math.sin(1 + i));

describe('mixFields', () => {
  it('sums unit vectors of fields, weighed by the magnitudes of their gains', () => {
    const table = makeTable();
    const { mixed } = mixFields(table, GAINS, objects, WHICH);
    for (const [n, object] of WHICH.entries()) {
      const want = plainMix(table.values(), GAINS, object);
      for (let d = 0; d < WIDTH; d++) expect(mixed[n * WIDTH + d]).toBeCloseTo(want[d]!, 5);
    }
  });

  it('gives zeros for an object without tokens', () => {
    const pass = mixFields(makeTable(), GAINS, objects, [1]);
    expect([...pass.mixed]).toEqual(new Array(WIDTH).fill(0));
    expect([...pass.scales]).toEqual([0, 0, 0]);
  });

  it('does not depend on the scale of the rows', () => {
    const table = makeTable();
    const before = mixFields(table, GAINS, objects, WHICH).mixed;
    for (const factor of [1e-6, 1e6]) {
      const scaled = makeTable();
      scaled.replace(
        table.values().map((x) => factor * x),
        new Float32Array(ROWS),
      );
      const { mixed } = mixFields(scaled, GAINS, objects, WHICH);
      for (let i = 0; i < mixed.length; i++) expect(mixed[i]).toBeCloseTo(before[i]!, 5);
    }
  });

  it('survives rows of zeros', () => {
    const table = makeTable();
    table.replace(new Float32Array(ROWS * WIDTH), new Float32Array(ROWS));
    const pass = mixFields(table, GAINS, objects, WHICH);
    expect(pass.mixed.every((x) => x === 0)).toBe(true);
    const gainGradient = new Float32Array(3);
    mixFieldsGradient(table, GAINS, objects, WHICH, pass, WEIGHTS, gainGradient);
    table.update(1);
    expect(table.values().every((x) => x === 0)).toBe(true);
    expect([...gainGradient]).toEqual([0, 0, 0]);
  });
});

describe('mixFieldsGradient', () => {
  /** A loss that weighs every component of every object's vector. */
  function lossOf(values: ArrayLike<number>, gains: ArrayLike<number>): number {
    let loss = 0;
    for (const [n, object] of WHICH.entries()) {
      const mixed = plainMix(values, gains, object);
      for (let d = 0; d < WIDTH; d++) loss += WEIGHTS[n * WIDTH + d]! * mixed[d]!;
    }
    return loss;
  }

  function slope(values: Float64Array, at: number, loss: () => number): number {
    const kept = values[at]!;
    values[at] = kept + 1e-5;
    const above = loss();
    values[at] = kept - 1e-5;
    const below = loss();
    values[at] = kept;
    return (above - below) / 2e-5;
  }

  it('agrees with finite differences for rows and gains', () => {
    const table = makeTable();
    const values = Float64Array.from(table.values());
    const gains = Float64Array.from(GAINS);
    const pass = mixFields(table, GAINS, objects, WHICH);
    const gainGradient = new Float32Array(3);
    mixFieldsGradient(table, GAINS, objects, WHICH, pass, WEIGHTS, gainGradient);
    for (let f = 0; f < 3; f++) {
      expect(gainGradient[f]).toBeCloseTo(
        slope(gains, f, () => lossOf(values, gains)),
        4,
      );
    }
    // Adagrad's first step of rate 1 is the gradient over its root mean square.
    table.update(1);
    const after = table.values();
    for (let i = 0; i < values.length; i++) {
      const gradient =
        (values[i]! - after[i]!) * Math.sqrt(table.accumulators[Math.floor(i / WIDTH)]!);
      expect(gradient).toBeCloseTo(
        slope(values, i, () => lossOf(values, gains)),
        4,
      );
    }
  });
});
