import { createRandom } from '../../../../src/core/math/random.ts';
import { makeBatch } from '../../../../src/distill/train/data/lists.ts';
import { headLogits, listwiseLoss } from '../../../../src/distill/train/network/losses.ts';
import { createPairNetwork } from '../../../../src/distill/train/network/pair-network.ts';
import {
  loadTensorflow,
  type TrainingBackend,
} from '../../../../src/distill/train/backend/tensorflow.ts';
import { toyData, TOY_NOW } from '../toy-data.ts';

/*
 * A program that trains a small network on each backend that it is given, in this order, and prints what came
 * out of each as a line of JSON; or the code of the error.
 */

/** What a backend made of the same seed. */
export interface TrainedOn {
  backend: string;
  losses: number[];
  /** Adam's first moments after the first two steps, which tell the gradients. */
  gradients: number[];
  logits: number[];
  codes: number[];
  range: number;
  weights: number[];
  tensorsLeft: number;
}

const LISTS = 3;
const PER_LIST = 4;

async function train(backend: TrainingBackend): Promise<TrainedOn> {
  const tf = await loadTensorflow(backend);
  const data = toyData(12, 5, 16);
  const size = { tableRows: 16, width: 5, tower: 3, hidden: 4, format: 'float' } as const;
  const network = createPairNetwork(tf, data, size, createRandom('weights'));
  const random = createRandom('lists');
  const batch = makeBatch(
    data,
    Array.from({ length: LISTS }, (_, profile) => ({
      profile,
      items: Int32Array.from({ length: PER_LIST }, () => random.integer(12)),
      at: TOY_NOW,
    })),
  );
  const target = Float32Array.from({ length: LISTS * PER_LIST }, (_, i) => Number(i % 5 === 0));
  const rates = { dense: 0.01, table: 0.1 };
  const losses: number[] = [];
  let gradients: number[] = [];
  for (let step = 0; step < 3; step++) {
    const loss = await network.step(
      batch,
      (logits) =>
        listwiseLoss(tf, headLogits(tf, logits, 0), tf.tensor2d(target, [LISTS, PER_LIST])),
      rates,
    );
    const codesLoss = await network.stepCodes(
      [0, 2, 3],
      [4, 5, 6],
      (profiles, items) => tf.neg(tf.sum(tf.mul(profiles, items))),
      rates,
    );
    losses.push(loss, codesLoss);
    if (step > 0) continue;
    gradients = Object.entries(network.save()).flatMap(([name, values]) =>
      name.startsWith('first/') ? [...values] : [],
    );
  }
  return {
    backend: tf.getBackend(),
    losses,
    gradients,
    logits: [...(await network.score(batch))],
    codes: [...(await network.encode('item', [0, 1, 2, 3]))],
    range: await network.largestTowerActivation('profile', [0, 1, 2]),
    weights: Object.values(network.save()).flatMap((values) => [...values]),
    tensorsLeft: tf.memory().numTensors,
  };
}

try {
  for (const backend of process.argv.slice(2) as TrainingBackend[]) {
    process.stdout.write(`${JSON.stringify(await train(backend))}\n`);
  }
} catch (error) {
  const { code, message } = error as { code?: string; message: string };
  process.stdout.write(`${JSON.stringify({ code, message })}\n`);
}
