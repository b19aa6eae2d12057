import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../../../src/core/math/random.ts';
import { quantizeRow } from '../../../../src/distill/train/network/quantize-row.ts';
import {
  createEmbeddingTable,
  type Tokens,
} from '../../../../src/distill/train/network/embedding-table.ts';

function drawTokens(random: Random, count: number): Tokens {
  return {
    hashes: Uint32Array.from({ length: count }, () => Math.floor(random.next() * 2 ** 32)),
    weights: Uint8Array.from({ length: count }, () => 1 + random.integer(4)),
  };
}

/** Sums in doubles, by the definition. */
function plainSum(
  values: Float32Array,
  rows: number,
  width: number,
  tokens: Tokens,
  from: number,
  to: number,
): number[] {
  const sum = new Array<number>(width).fill(0);
  for (let t = from; t < to; t++) {
    const row = (tokens.hashes[t]! % rows) * width;
    for (let d = 0; d < width; d++) sum[d]! += tokens.weights[t]! * values[row + d]!;
  }
  return sum;
}

function expectClose(got: ArrayLike<number>, want: readonly number[], tolerance: number): void {
  expect(got.length).toBe(want.length);
  for (let i = 0; i < want.length; i++) {
    expect(Math.abs(got[i]! - want[i]!)).toBeLessThanOrEqual(
      tolerance * Math.max(1, Math.abs(want[i]!)),
    );
  }
}

describe.each([1, 3, 5, 32, 33, 96, 130])('a table of width %i', (width) => {
  const ROWS = 37;
  const random = createRandom(`table/${width}`);
  const table = createEmbeddingTable(ROWS, width, 'float', random.fork('rows'));
  const sets = [drawTokens(random, 60), drawTokens(random, 200), drawTokens(random, 1)];

  it('sums the rows of any run of tokens of several sets of objects', () => {
    const values = table.values();
    expect(values).toHaveLength(ROWS * width);
    for (const tokens of [...sets, sets[0]!]) {
      const count = tokens.hashes.length;
      for (const [from, to] of [
        [0, count],
        [0, 1],
        [count >> 1, count],
        [count, count],
      ] as const) {
        const out = new Float32Array(width + 4).fill(9);
        table.sum(tokens, from, to, out, 2);
        expectClose(
          out.subarray(2, 2 + width),
          plainSum(values, ROWS, width, tokens, from, to),
          1e-5,
        );
        // Nothing beside its own numbers is written.
        expect([out[0], out[1], out[2 + width], out[3 + width]]).toEqual([9, 9, 9, 9]);
      }
    }
  });

  it('updates the rows of tokens by row-wise Adagrad, and no others', () => {
    const want = table.values();
    const accumulators = new Float64Array(table.accumulators);
    const untouched = new Set(Array.from({ length: ROWS }, (_, r) => r));
    for (let step = 0; step < 3; step++) {
      const gradients = new Float64Array(ROWS * width);
      for (const tokens of sets.slice(0, 1 + (step % 2))) {
        const from = 5 * step;
        const to = from + 12;
        const gradient = Float32Array.from({ length: width }, () => random.normal());
        table.addGradient(tokens, from, to, gradient);
        for (let t = from; t < to; t++) {
          const row = tokens.hashes[t]! % ROWS;
          untouched.delete(row);
          for (let d = 0; d < width; d++) {
            gradients[row * width + d]! += tokens.weights[t]! * gradient[d]!;
          }
        }
      }
      table.update(0.1);
      for (let r = 0; r < ROWS; r++) {
        const own = gradients.subarray(r * width, (r + 1) * width);
        const squares = own.reduce((sum, g) => sum + g * g, 0);
        if (squares === 0) continue;
        accumulators[r]! += squares / width;
        for (let d = 0; d < width; d++) {
          want[r * width + d]! -= (0.1 * own[d]!) / Math.sqrt(accumulators[r]!);
        }
      }
    }
    expectClose(table.accumulators, [...accumulators], 1e-4);
    expectClose(table.values(), [...want], 1e-4);
    for (const r of untouched) expect(table.accumulators[r]).toBe(0);
  });
});

describe('an embedding table', () => {
  it('computes one step of Adagrad as by hand', () => {
    const table = createEmbeddingTable(2, 2, 'float', createRandom(1));
    table.replace(Float32Array.of(1, 2, 3, 4), Float32Array.of(0, 7.5));
    const tokens = { hashes: Uint32Array.of(1, 3), weights: Uint8Array.of(2, 1) };
    // Both tokens are of row 1, whose gradient is therefore (2 + 1) · (1, −2) = (3, −6).
    table.addGradient(tokens, 0, 2, Float32Array.of(1, -2));
    table.update(0.5);
    // The mean square is 22.5; with 7.5 of before the root is √30.
    expect(table.accumulators[1]).toBeCloseTo(30, 5);
    expectClose(table.values(), [1, 2, 3 - 1.5 / Math.sqrt(30), 4 + 3 / Math.sqrt(30)], 1e-6);
    const before = table.values();
    table.update(0.5);
    expect(table.values()).toEqual(before);
  });

  it('keeps its rows and gradients when its memory grows for more objects', () => {
    const random = createRandom('growth');
    const table = createEmbeddingTable(50, 5, 'float', random);
    const small = drawTokens(random, 10);
    table.addGradient(small, 0, 10, new Float32Array(5).fill(1));
    const before = table.values();
    for (let i = 0; i < 4; i++) {
      const large = drawTokens(random, 100_000);
      const out = new Float32Array(5);
      table.sum(large, 99_990, 100_000, out, 0);
      expectClose(out, plainSum(before, 50, 5, large, 99_990, 100_000), 1e-4);
    }
    expect(table.values()).toEqual(before);
    table.update(0.1);
    const touched = new Set([...small.hashes].map((hash) => hash % 50));
    const after = table.values();
    for (let r = 0; r < 50; r++) {
      const moved = after[5 * r] !== before[5 * r];
      expect(moved).toBe(touched.has(r));
    }
  });

  it('draws the same rows from the same stream, of length about 1', () => {
    const one = createEmbeddingTable(200, 64, 'float', createRandom('rows')).values();
    expect(createEmbeddingTable(200, 64, 'float', createRandom('rows')).values()).toEqual(one);
    expect(createEmbeddingTable(200, 64, 'float', createRandom('other')).values()).not.toEqual(one);
    const squares = one.reduce((sum, x) => sum + x * x, 0) / 200;
    expect(squares).toBeGreaterThan(0.95);
    expect(squares).toBeLessThan(1.05);
  });
});

describe.each(['ternary', 'int4', 'int8'] as const)('a table trained as %s', (format) => {
  const ROWS = 11;
  const WIDTH = 7;
  const tokens = { hashes: Uint32Array.of(4, 4, 9), weights: Uint8Array.of(2, 1, 3) };

  /** The rows as they will be stored. */
  function shippedRows(values: Float32Array): Float32Array {
    const shipped = new Float32Array(values.length);
    const stored = new Int8Array(WIDTH);
    for (let r = 0; r < ROWS; r++) {
      const step = quantizeRow(format, values.subarray(r * WIDTH, (r + 1) * WIDTH), stored);
      for (let d = 0; d < WIDTH; d++) shipped[r * WIDTH + d] = step * stored[d]!;
    }
    return shipped;
  }

  it('pools quantized rows, before and after an update and a replacement', () => {
    const table = createEmbeddingTable(ROWS, WIDTH, format, createRandom(format));
    const check = (): void => {
      const out = new Float32Array(WIDTH);
      table.sum(tokens, 0, 3, out, 0);
      expectClose(out, plainSum(shippedRows(table.values()), ROWS, WIDTH, tokens, 0, 3), 1e-5);
    };
    check();
    const first = table.values();
    table.addGradient(
      tokens,
      1,
      3,
      Float32Array.from({ length: WIDTH }, (_, d) => d - 3),
    );
    table.update(0.7);
    expect(table.values()).not.toEqual(first);
    check();
    table.replace(
      first.map((x, i) => x * (1 + (i % 3))),
      new Float32Array(ROWS),
    );
    check();
  });

  it('lets gradients pass straight through to the float rows', () => {
    const float = createEmbeddingTable(ROWS, WIDTH, 'float', createRandom(format));
    const quantized = createEmbeddingTable(ROWS, WIDTH, format, createRandom(format));
    const gradient = Float32Array.from({ length: WIDTH }, (_, d) => Math.cos(d));
    for (const table of [float, quantized]) {
      for (let step = 0; step < 3; step++) {
        table.sum(tokens, 0, 3, new Float32Array(WIDTH), 0);
        table.addGradient(tokens, 0, 3, gradient);
        table.update(0.01);
      }
    }
    expect(quantized.values()).toEqual(float.values());
  });
});
