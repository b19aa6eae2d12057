import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_PRIOR } from '../../../src/core/format/prior.ts';
import type { TableFormat } from '../../../src/core/format/packed-table.ts';
import { TABLE_FORMATS } from '../../../src/core/format/table-formats.ts';
import { createRandom } from '../../../src/core/math/random.ts';
import { loadStudent } from '../../../src/core/student/load.ts';
import { outCrossWeights } from '../../../src/core/student/out-cross.ts';
import type { Student } from '../../../src/core/student/student.ts';
import { writeStudent } from '../../../src/core/student/write.ts';
import { quantizeNetwork } from '../../../src/distill/quantize/quantize-network.ts';
import { makeBatch, type CandidateList } from '../../../src/distill/train/data/lists.ts';
import {
  headLogits,
  listwiseLoss,
  pointwiseLoss,
} from '../../../src/distill/train/network/losses.ts';
import type { PairData } from '../../../src/distill/train/data/pair-data.ts';
import {
  createPairNetwork,
  type PairNetwork,
} from '../../../src/distill/train/network/pair-network.ts';
import type { NetworkSize } from '../../../src/distill/train/network/network-size.ts';
import { createStudentLists } from '../../../src/distill/train/data/student-lists.ts';
import { loadTensorflow } from '../../../src/distill/train/backend/tensorflow.ts';
import type { Tf } from '../../../src/distill/train/backend/tf.ts';
import { toyData, TOY_NOW } from '../train/toy-data.ts';

const ROWS = 200;
const data = toyData(60, 20, ROWS);
const lists: CandidateList[] = Array.from({ length: 20 }, (_, profile) => ({
  profile,
  items: Int32Array.from({ length: 30 }, (_item, k) => (7 * profile + 2 * k) % 60),
  at: TOY_NOW,
}));

let tf: Tf;
beforeAll(async () => {
  tf = await loadTensorflow();
});

const SIZE = { tableRows: ROWS, width: 32, tower: 16, hidden: 12 };

/** A network that has learned something: what it was drawn with, and some steps. */
async function trainedNetwork(
  size: Partial<NetworkSize>,
  seed: string,
  steps = 30,
): Promise<PairNetwork> {
  const format = size.format ?? 'int8';
  const network = createPairNetwork(tf, data, { ...SIZE, format, ...size }, createRandom(seed));
  const random = createRandom(`${seed}/targets`);
  for (let step = 0; step < steps; step++) {
    const batch = makeBatch(data, lists.slice(4 * (step % 5), 4 * (step % 5) + 4));
    const target = Float32Array.from({ length: 120 }, (_, i) => Number(i % 30 === step % 3));
    const share = Float32Array.from({ length: 120 }, () => random.next());
    await network.step(
      batch,
      (logits) =>
        tf.add(
          listwiseLoss(tf, headLogits(tf, logits, 1), tf.tensor2d(target, [4, 30])),
          pointwiseLoss(tf, headLogits(tf, logits, 0), tf.tensor2d(share, [4, 30])),
        ),
      { dense: 0.01, table: 0.05 },
    );
  }
  return network;
}

async function quantized(network: PairNetwork, from: PairData = data): Promise<Student> {
  const { format } = network.size;
  return loadStudent(
    writeStudent({
      schema: from.schema,
      schemaHash: '0'.repeat(64),
      ...(await quantizeNetwork(network, from, format as TableFormat, [makeBatch(from, lists)])),
      weights: [0.5, 0.5],
      personalization: DEFAULT_PRIOR,
      canaries: [],
      metadata: {},
    }),
  );
}

/** The logits of all lists by head, of the network and of its student. */
async function bothLogits(network: PairNetwork, student: Student) {
  const float = await network.score(makeBatch(data, lists));
  const integer = createStudentLists(student, data, TOY_NOW);
  const scores = lists.map((list) => integer.score(list));
  return [0, 1].map((head) => ({
    want: Array.from(float).filter((_, i) => i % 2 === head),
    got: scores.flatMap((score) => [...score.logits[head]!]),
  }));
}

function mean(list: readonly number[]): number {
  return list.reduce((a, b) => a + b, 0) / list.length;
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const [ma, mb] = [mean(a), mean(b)];
  const dot = (x: readonly number[], mx: number, y: readonly number[], my: number): number =>
    x.reduce((sum, value, i) => sum + (value - mx) * (y[i]! - my), 0);
  return dot(a, ma, b, mb) / Math.sqrt(dot(a, ma, a, ma) * dot(b, mb, b, mb));
}

describe('quantizeNetwork', () => {
  it.each([
    { format: 'int8', width: 32, tower: 16 },
    { format: 'int4', width: 64, tower: 32 },
    { format: 'int4', width: 33, tower: 0 },
    { format: 'ternary', width: 96, tower: 32, hidden: 32 },
  ] as const)('loses little of a network %j', async (size) => {
    const network = await trainedNetwork(size, `close/${size.format}`);
    for (const { want, got } of await bothLogits(network, await quantized(network))) {
      const spread = Math.max(...want) - Math.min(...want);
      const error = want.map((x, i) => Math.abs(x - got[i]!));
      expect(correlation(want, got)).toBeGreaterThan(0.99);
      // The largest error is a tenth of the range of logits, the mean a fiftieth.
      expect(Math.max(...error) / spread).toBeLessThan(0.1);
      expect(mean(error) / spread).toBeLessThan(0.02);
    }
  });

  it('keeps an output that nothing taught at exactly 0', async () => {
    const network = await trainedNetwork({ format: 'int4' }, 'silent');
    for (const name of ['head.outHidden', 'head.outCross', 'head.outDot', 'head.outBias']) {
      network.edit(name, (values) => values.map((x, i) => (i % 2 === 0 ? 0 : x)));
    }
    const [policy, click] = await bothLogits(network, await quantized(network));
    expect(policy!.got.every((x) => x === 0)).toBe(true);
    expect(correlation(click!.want, click!.got)).toBeGreaterThan(0.99);
  });

  it('keeps a head that crosses alone feed', async () => {
    const network = await trainedNetwork({ format: 'int4' }, 'crosses');
    for (const name of ['head.outHidden', 'head.outDot']) {
      network.edit(name, (values) => values.map(() => 0));
    }
    network.edit('head.outCross', (values) => values.map((_, i) => Math.cos(2 * i)));
    for (const { want, got } of await bothLogits(network, await quantized(network))) {
      expect(correlation(want, got)).toBeGreaterThan(0.999);
    }
  });

  it('keeps what crosses say beside one that weighs a thousand times as much', async () => {
    const network = await trainedNetwork({ format: 'int4' }, 'one cross', 0);
    for (const name of ['head.outHidden', 'head.outDot']) {
      network.edit(name, (values) => values.map(() => 0));
    }
    const small = (i: number): number => 0.02 * Math.cos(2 * i);
    network.edit('head.outCross', (values) => values.map((_, i) => (i < 2 ? 20 : small(i))));
    const { parameters, outputScale } = await quantized(network);
    const weights = outCrossWeights(parameters.head);
    for (const k of [0, 1]) {
      const unit = 127 * outputScale[k]! * 2 ** parameters.head.outCrossShift;
      for (let c = 0; c < parameters.crossFeatures; c++) {
        const want = c === 0 ? 20 : small(2 * c + k);
        expect(weights[k * parameters.crossFeatures + c]! * unit).toBeCloseTo(want, 2);
      }
    }
  });

  it.each(TABLE_FORMATS)('gives a student that loads for zero weights, in %s', async (format) => {
    const network = await trainedNetwork({ format }, 'zero', 0);
    for (const name of network.weights.keys()) {
      network.edit(name, (values) => values.map(() => 0));
    }
    network.table.replace(new Float32Array(ROWS * 32), new Float32Array(ROWS));
    for (const gains of Object.values(network.gains)) gains.fill(0);
    for (const { got } of await bothLogits(network, await quantized(network))) {
      expect(got.every((x) => x === 0)).toBe(true);
    }
  });

  it('gives a student that loads and scores finitely, whatever the sizes of the weights', async () => {
    const networks = await Promise.all(
      TABLE_FORMATS.map((format, i) =>
        trainedNetwork({ format, tower: i === 1 ? 0 : 16, hidden: 12 }, 'bounds', 2),
      ),
    );
    const initial = networks.map((network) => network.save());
    const scale = fc.oneof(
      fc.constant(0),
      fc.double({ min: -9, max: 6, noNaN: true }).map((power) => 10 ** power),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.nat(networks.length - 1),
        fc.array(scale, { minLength: 15, maxLength: 15 }),
        async (which, scales) => {
          const network = networks[which]!;
          network.restore(initial[which]!);
          for (const [i, name] of [...network.weights.keys()].entries()) {
            network.edit(name, (values) => values.map((x) => scales[i % 15]! * x));
          }
          for (const [i, gains] of Object.values(network.gains).entries()) {
            gains.forEach((gain, f) => (gains[f] = gain * scales[(f + i) % 15]!));
          }
          const student = await quantized(network);
          const { logits } = createStudentLists(student, data, TOY_NOW).score(lists[0]!);
          for (const x of logits.flatMap((own) => [...own])) expect(Number.isFinite(x)).toBe(true);
        },
      ),
      { numRuns: 60, seed: 1 },
    );
  });
});
