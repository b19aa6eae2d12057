import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/core/math/random.ts';
import { makeBatch, type Batch } from '../../../../src/distill/train/data/lists.ts';
import {
  headLogits,
  listwiseLoss,
  pointwiseLoss,
} from '../../../../src/distill/train/network/losses.ts';
import {
  createPairNetwork,
  type Loss,
  type PairNetwork,
} from '../../../../src/distill/train/network/pair-network.ts';
import type { NetworkSize } from '../../../../src/distill/train/network/network-size.ts';
import { loadTensorflow } from '../../../../src/distill/train/backend/tensorflow.ts';
import type { Tf } from '../../../../src/distill/train/backend/tf.ts';
import { plainLogits, readWeights } from './pair-network-reference.ts';
import { toyData, TOY_NOW } from '../toy-data.ts';

const LISTS = 3;
const PER_LIST = 4;
const data = toyData(12, 5, 16);
const SIZE: NetworkSize = { tableRows: 16, width: 5, tower: 3, hidden: 4, format: 'float' };
const RATES = { dense: 0.01, table: 0.1 };

let tf: Tf;
beforeAll(async () => {
  tf = await loadTensorflow();
});

function makeNetwork(size: Partial<NetworkSize> = {}, seed = 'weights'): PairNetwork {
  return createPairNetwork(tf, data, { ...SIZE, ...size }, createRandom(seed));
}

/** Lists that share items; object 1 of each side is empty. */
function drawBatch(seed: string): Batch {
  const random = createRandom(seed);
  const lists = Array.from({ length: LISTS }, (_, i) => ({
    profile: i,
    items: Int32Array.from({ length: PER_LIST }, (_item, k) => (k === 0 ? 1 : random.integer(12))),
    at: TOY_NOW,
  }));
  return makeBatch(data, lists);
}

const pattern = (i: number): number => 0.5 + 0.5 * Math.sin(3 * i);
const TARGET = Float32Array.from({ length: LISTS * PER_LIST }, (_, i) => pattern(i));
for (let b = 0; b < LISTS; b++) {
  const list = TARGET.subarray(b * PER_LIST, (b + 1) * PER_LIST);
  const total = list.reduce((a, x) => a + x, 0);
  list.forEach((x, i) => (list[i] = x / total));
}
const SHARE = Float32Array.from({ length: LISTS * PER_LIST }, (_, i) => pattern(i + 100));

const loss: Loss = (logits) =>
  tf.add(
    listwiseLoss(tf, headLogits(tf, logits, 0), tf.tensor2d(TARGET, [LISTS, PER_LIST])),
    pointwiseLoss(tf, headLogits(tf, logits, 1), tf.tensor2d(SHARE, [LISTS, PER_LIST])),
  );

/** The same loss, in doubles. */
function plainLoss(logits: Float64Array): number {
  let total = 0;
  for (let b = 0; b < LISTS; b++) {
    let exps = 0;
    for (let k = 0; k < PER_LIST; k++) exps += Math.exp(logits[2 * (b * PER_LIST + k)]!);
    for (let k = 0; k < PER_LIST; k++) {
      const at = b * PER_LIST + k;
      total -= (TARGET[at]! * (logits[2 * at]! - Math.log(exps))) / LISTS;
      const click = logits[2 * at + 1]!;
      total += (Math.log1p(Math.exp(click)) - SHARE[at]! * click) / (LISTS * PER_LIST);
    }
  }
  return total;
}

describe('makeBatch', () => {
  it('holds each item once and points at it from every place', () => {
    const batch = drawBatch('batch');
    expect(new Set(batch.items).size).toBe(batch.items.length);
    const random = createRandom('batch');
    for (let b = 0; b < LISTS; b++) {
      for (let k = 0; k < PER_LIST; k++) {
        const item = k === 0 ? 1 : random.integer(12);
        const at = b * PER_LIST + k;
        expect(batch.items[batch.pairs[at]!]).toBe(item);
        const own = new Float32Array(data.crossFeatures);
        data.crosses(b, [item], TOY_NOW, own, 0);
        expect(
          batch.crosses.subarray(at * data.crossFeatures, (at + 1) * data.crossFeatures),
        ).toEqual(own);
      }
    }
    expect(batch.crosses.some((x) => x > 0 && x < 1)).toBe(true);
  });
});

describe('what matches of a text with itself weigh', () => {
  const crosses = data.schema.crosses.map((cross) => ({
    ...cross,
    perText: cross.kind === 'match',
  }));
  const fields = data.schema.fields.map((field) => ({ ...field, kind: 'text' as const }));
  const schema = { ...data.schema, fields, crosses };
  it.each([true, false])('stays as it is only where it is held: %s', async (holdTextMatches) => {
    const network = createPairNetwork(tf, { ...data, schema }, SIZE, createRandom('weights'), {
      holdTextMatches,
    });
    const before = network.weights.get('head.outCross')!.values.slice();
    const batch = drawBatch('hold');
    await network.step({ ...batch, crosses: batch.crosses.map((_, i) => pattern(i)) }, loss, RATES);
    const after = network.weights.get('head.outCross')!.values;
    const moved = [...after.keys()].filter((i) => after[i] !== before[i]);
    expect(moved.length).toBeGreaterThan(1);
    expect(moved.some((i) => before[i]! > 0)).toBe(!holdTextMatches);
  });
});

describe.each([
  { tower: 3, hidden: 4 },
  { tower: 0, hidden: 4 },
  { tower: 2, hidden: 1, width: 2 },
])('a network %j', (size) => {
  it('scores as its definition says', async () => {
    const network = makeNetwork(size);
    for (const name of ['head.outCross', 'head.outBias']) {
      network.edit(name, (values) => values.map((_, i) => Math.cos(i)));
    }
    const batch = drawBatch('score');
    const want = plainLogits(data, network.size, readWeights(network), batch);
    const got = await network.score(batch);
    expect(got).toHaveLength(want.length);
    for (let i = 0; i < want.length; i++) expect(got[i]).toBeCloseTo(want[i]!, 3);
  });

  it('has the gradients of finite differences, in every weight', async () => {
    const network = makeNetwork(size);
    // Weights that start at 0, where a rectifier has a kink, are moved off it.
    for (const [name, { shape }] of network.weights) {
      if (name !== 'head.outDot' && shape.length < 3) {
        network.edit(name, (values) => values.map((x, i) => x + 0.3 * Math.cos(i + 1)));
      }
    }
    const batch = drawBatch('gradient');
    const weights = readWeights(network);
    const lossNow = (): number => plainLoss(plainLogits(data, network.size, weights, batch));
    const first = lossNow();
    expect(await network.step(batch, loss, { dense: 1e-3, table: 1 })).toBeCloseTo(first, 4);
    const state = network.save();
    const after = network.table.values();
    const { width } = network.size;
    let largest = 0;
    for (const [name, values] of Object.entries(weights)) {
      for (let i = 0; i < values.length; i++) {
        const kept = values[i]!;
        values[i] = kept + 1e-6;
        const above = lossNow();
        values[i] = kept - 1e-6;
        const below = lossNow();
        values[i] = kept;
        const slope = (above - below) / 2e-6;
        // Adagrad's first step and Adam's first moment tell the gradient.
        const gradient =
          name === 'table'
            ? (kept - after[i]!) * Math.sqrt(network.table.accumulators[Math.floor(i / width)]!)
            : state[`first/${name}`]![i]! / (1 - 0.9);
        largest = Math.max(largest, Math.abs(slope));
        expect(Math.abs(gradient - slope), `${name}[${i}]: ${gradient}, ${slope}`).toBeLessThan(
          2e-4 + 2e-3 * Math.abs(slope),
        );
      }
    }
    expect(largest).toBeGreaterThan(0.05);
  });
});

describe('a network', () => {
  it('trained twice from one seed has the same bytes, and others from another seed', async () => {
    const train = async (seed: string): Promise<Record<string, Float32Array>> => {
      const network = makeNetwork({ format: 'int4' }, seed);
      for (let step = 0; step < 5; step++)
        await network.step(drawBatch(`step ${step}`), loss, RATES);
      const state = network.save();
      return state;
    };
    const one = await train('a');
    expect(await train('a')).toEqual(one);
    expect((await train('b')).table).not.toEqual(one.table);
  });

  it('continues from a saved state bit by bit, in the same network and in another', async () => {
    const network = makeNetwork({ format: 'ternary' });
    for (let step = 0; step < 3; step++) await network.step(drawBatch(`step ${step}`), loss, RATES);
    const saved = network.save();
    const frozen = structuredClone(saved);
    const onward = async (from: PairNetwork): Promise<unknown> => [
      await from.step(drawBatch('next'), loss, RATES),
      await from.step(drawBatch('after'), loss, RATES),
      structuredClone(from.save()),
    ];
    const want = await onward(network);
    // A saved state is a copy: training on does not change it.
    expect(saved).toEqual(frozen);
    network.restore(saved);
    expect(await onward(network)).toEqual(want);
    expect(saved).toEqual(frozen);
    const other = makeNetwork({ format: 'ternary' }, 'other weights');
    await other.step(drawBatch('else'), loss, RATES);
    other.restore(saved);
    expect(await onward(other)).toEqual(want);
  });

  it('learns', async () => {
    const network = makeNetwork();
    const batch = drawBatch('learn');
    const first = await network.step(batch, loss, RATES);
    let last = first;
    for (let step = 0; step < 60; step++) last = await network.step(batch, loss, RATES);
    // What is left is the entropy of the targets.
    expect(last).toBeLessThan(first - 0.2);
  });

  it('learns codes alone from pairs of objects, and leaves the head as it was drawn', async () => {
    const network = makeNetwork();
    const before = network.save();
    const profiles = [0, 2, 3];
    const items = [4, 5, 6];
    const cosines = async (): Promise<number> => {
      const [a, b] = [
        await network.encode('profile', profiles),
        await network.encode('item', items),
      ];
      return a.reduce((sum, x, i) => sum + x * b[i]!, 0);
    };
    const start = await cosines();
    let last = Number.NaN;
    for (let step = 0; step < 40; step++) {
      last = await network.stepCodes(
        profiles,
        items,
        (a, b) => tf.neg(tf.sum(tf.mul(a, b))),
        RATES,
      );
      if (step === 0) expect(last).toBeCloseTo(-start, 4);
    }
    expect(await cosines()).toBeGreaterThan(start + 0.5);
    const after = network.save();
    for (const name of network.weights.keys()) {
      const key = `weight/${name}`;
      if (name.startsWith('head.')) expect(after[key], name).toEqual(before[key]);
    }
  });

  it('adds vectors to the items of a step, and says which way these should go', async () => {
    const items = [0, 4, 4];
    const values = Float32Array.from({ length: 3 * SIZE.width }, (_, i) => Math.sin(5 * i));
    const take = async (at: Float32Array) => {
      const gradient = new Float32Array(at.length);
      let alone = 0;
      const lossValue = await makeNetwork().stepCodes(
        [0, 2, 3],
        items,
        (a, b, sums) => {
          alone = tf.neg(tf.sum(tf.mul(a, b))).dataSync<'float32'>()[0]!;
          return tf.neg(tf.sum(tf.mul(a, sums)));
        },
        RATES,
        { values: at, gradient },
      );
      return { loss: lossValue, gradient, alone };
    };
    const nothing = await take(new Float32Array(values.length));
    expect(nothing.loss).toBeCloseTo(nothing.alone, 4);
    const { gradient } = await take(values);
    for (const i of values.keys()) {
      const moved = async (by: number) =>
        (await take(values.map((x, k) => (k === i ? x + by : x)))).loss;
      const slope = ((await moved(0.01)) - (await moved(-0.01))) / 0.02;
      expect(gradient[i]).toBeCloseTo(slope, 2);
    }
  });

  it('encodes objects as unit vectors, and tells the range inside its towers', async () => {
    const network = makeNetwork();
    const items = [0, 2, 3, 5];
    const codes = await network.encode('item', items);
    expect(codes).toHaveLength(items.length * SIZE.width);
    for (let n = 0; n < items.length; n++) {
      expect(Math.hypot(...codes.subarray(n * SIZE.width, (n + 1) * SIZE.width))).toBeCloseTo(1, 4);
    }
    const one = await network.encode('item', [3]);
    expect([...one]).toEqual([...codes.subarray(2 * SIZE.width, 3 * SIZE.width)]);
    const largest = await network.largestTowerActivation('item', items);
    const each = await Promise.all(
      items.map((item) => network.largestTowerActivation('item', [item])),
    );
    expect(largest).toBe(Math.max(...each));
  });

  it('has gradients of ordinary size for objects without tokens', async () => {
    const network = makeNetwork();
    await network.step(drawBatch('empty'), loss, RATES);
    for (const [name, first] of Object.entries(network.save())) {
      if (!name.startsWith('first/')) continue;
      for (const moment of first) expect(Math.abs(moment / 0.1), name).toBeLessThan(100);
    }
  });

  it('leaves no tensors behind', async () => {
    const before = tf.memory().numTensors;
    const network = makeNetwork();
    const batch = drawBatch('leak');
    for (let step = 0; step < 3; step++) await network.step(batch, loss, RATES);
    await network.score(batch);
    await network.encode('profile', [0, 1]);
    await network.largestTowerActivation('item', [0, 1]);
    network.restore(network.save());
    expect(tf.memory().numTensors).toBe(before);
  });
});
