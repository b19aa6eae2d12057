import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/core/math/random.ts';
import {
  fit,
  type Checkpoint,
  type FitOptions,
} from '../../../../src/distill/train/network/fit.ts';
import { makeBatch } from '../../../../src/distill/train/data/lists.ts';
import { headLogits, listwiseLoss } from '../../../../src/distill/train/network/losses.ts';
import {
  createPairNetwork,
  type PairNetwork,
} from '../../../../src/distill/train/network/pair-network.ts';
import { loadTensorflow } from '../../../../src/distill/train/backend/tensorflow.ts';
import type { Tf } from '../../../../src/distill/train/backend/tf.ts';
import { toyData, TOY_NOW } from '../toy-data.ts';

const data = toyData(20, 8, 32);
const STEPS = 20;

let tf: Tf;
beforeAll(async () => {
  tf = await loadTensorflow();
});

const makeNetwork = (): PairNetwork =>
  createPairNetwork(
    tf,
    data,
    { tableRows: 32, width: 8, tower: 4, hidden: 4, format: 'int4' },
    createRandom('fit'),
  );

const options = (more: Partial<FitOptions> = {}): FitOptions => ({
  seed: 'seed',
  steps: STEPS,
  rates: { dense: 0.01, table: 0.1 },
  next(_step, random) {
    const lists = Array.from({ length: 2 }, () => ({
      profile: random.integer(8),
      items: Int32Array.from({ length: 3 }, () => random.integer(20)),
      at: TOY_NOW,
    }));
    return {
      batch: makeBatch(data, lists),
      loss: (logits) =>
        listwiseLoss(tf, headLogits(tf, logits, 1), tf.tensor2d([1, 0, 0, 1, 0, 0], [2, 3])),
    };
  },
  ...more,
});

/** Keeps what was saved, as a file would. */
function memoryCheckpoint(): Checkpoint & { steps: number[] } {
  const checkpoint: Checkpoint & { steps: number[] } = {
    saved: undefined,
    steps: [],
    async save(step, state) {
      checkpoint.steps.push(step);
      checkpoint.saved = { step, state: structuredClone(state) };
    },
  };
  return checkpoint;
}

/** The state after an uninterrupted run. */
let whole: Record<string, Float32Array>;
beforeAll(async () => {
  const network = makeNetwork();
  await fit(network, options());
  whole = network.save();
});

describe('fit', () => {
  it.each([1, 5, 8, 13, STEPS - 1, STEPS])(
    'interrupted after step %i saves that step, and resumed gives the bytes of an uninterrupted run',
    async (at) => {
      const checkpoint = memoryCheckpoint();
      const controller = new AbortController();
      const first = makeNetwork();
      await expect(
        fit(
          first,
          options({
            checkpoint,
            checkpointEvery: 1000,
            signal: controller.signal,
            onStep(step) {
              if (step === at) controller.abort();
            },
          }),
        ),
      ).rejects.toMatchObject({ code: 'INTERRUPTED', message: expect.stringContaining(`${at}`) });
      expect(checkpoint.steps).toEqual([at]);

      const seen: [number, number][] = [];
      const second = makeNetwork();
      await fit(
        second,
        options({ checkpoint, onStep: (step, loss) => void seen.push([step, loss]) }),
      );
      expect(second.save()).toEqual(whole);
      expect(seen.map(([step]) => step)).toEqual(
        Array.from({ length: STEPS - at + 1 }, (_, i) => at + i),
      );
      expect(seen[0]![1]).toBeNaN();
      expect(seen.slice(1).every(([, loss]) => Number.isFinite(loss))).toBe(true);
    },
  );

  it('goes on from any regular checkpoint', async () => {
    const checkpoint = memoryCheckpoint();
    const states: NonNullable<Checkpoint['saved']>[] = [];
    const network = makeNetwork();
    await fit(
      network,
      options({
        checkpointEvery: 6,
        checkpoint: {
          saved: undefined,
          async save(step, state) {
            await checkpoint.save(step, state);
            states.push(checkpoint.saved!);
          },
        },
      }),
    );
    expect(checkpoint.steps).toEqual([6, 12, 18, STEPS]);
    for (const saved of states) {
      const other = makeNetwork();
      await fit(other, options({ checkpoint: { saved, save: async () => {} } }));
      expect(other.save(), `from step ${saved.step}`).toEqual(whole);
    }
  });

  it('lets an interruption from outside in', async () => {
    const controller = new AbortController();
    const checkpoint = memoryCheckpoint();
    const network = makeNetwork();
    setImmediate(() => controller.abort());
    await expect(
      fit(network, options({ checkpoint, signal: controller.signal })),
    ).rejects.toMatchObject({ code: 'INTERRUPTED' });
    expect(checkpoint.steps).toEqual([8]);
  });

  it('depends on the seed', async () => {
    const network = makeNetwork();
    await fit(network, options({ seed: 'other' }));
    expect(network.save().table).not.toEqual(whole.table);
  });

  it('says where training diverged, and saves nothing of it', async () => {
    const checkpoint = memoryCheckpoint();
    const network = makeNetwork();
    const good = options().next;
    await expect(
      fit(
        network,
        options({
          checkpoint,
          next(step, random) {
            const made = good(step, random);
            if (step !== 7 || typeof made === 'function') return made;
            return { ...made, loss: (logits) => tf.mul(Number.NaN, tf.sum(logits)) };
          },
        }),
      ),
    ).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('Training diverged at step 8 of 20.'),
      hint: 'Lower the learning rate.',
    });
    expect(checkpoint.steps).toEqual([]);
  });
});
