import { expect, it } from 'vitest';
import { createRandom } from '../../../src/core/math/random.ts';
import { makeBatch } from '../../../src/distill/train/data/lists.ts';
import {
  CLICK,
  headLogits,
  listwiseLoss,
  POLICY,
} from '../../../src/distill/train/network/losses.ts';
import { createPairNetwork } from '../../../src/distill/train/network/pair-network.ts';
import { startFrom } from '../../../src/distill/teachers/start-from.ts';
import { loadTensorflow } from '../../../src/distill/train/backend/tensorflow.ts';
import { toyData, TOY_NOW } from '../train/toy-data.ts';

it("gives a network a teacher's weights, and its output as another head's", async () => {
  const tf = await loadTensorflow();
  const data = toyData(12, 5, 16);
  const size = { tableRows: 16, width: 5, tower: 3, hidden: 4, format: 'float' } as const;
  const batch = makeBatch(data, [
    { profile: 0, items: Int32Array.of(0, 3, 5, 7), at: TOY_NOW },
    { profile: 2, items: Int32Array.of(2, 3, 4, 11), at: TOY_NOW },
  ]);
  const teacher = createPairNetwork(tf, data, size, createRandom('teacher'));
  const target = tf.tensor2d([1, 0, 0, 0, 0, 0, 0, 1], [2, 4]);
  for (let step = 0; step < 5; step++) {
    await teacher.step(
      batch,
      (logits) => listwiseLoss(tf, headLogits(tf, logits, POLICY), target),
      { dense: 0.01, table: 0.1 },
    );
  }
  const network = createPairNetwork(tf, data, size, createRandom('new'), {
    extra: { examination: Float32Array.of(1, 2) },
  });
  const fresh = network.save();
  startFrom(network, { networks: [teacher], head: POLICY }, CLICK);

  const taught = await teacher.score(batch);
  const begun = await network.score(batch);
  const head = (logits: Float32Array, which: number) => logits.filter((_, i) => i % 2 === which);
  const bias = network.weights.get('head.outBias')!.values;
  for (const [i, logit] of head(begun, CLICK).entries()) {
    expect(logit - bias[CLICK]!).toBeCloseTo(head(taught, POLICY)[i]! - bias[POLICY]!, 4);
  }
  expect(head(begun, POLICY)).toEqual(head(taught, POLICY));
  // What only the new network has stays, and no moment of the other training comes along.
  expect(network.weights.get('examination')!.values).toEqual(Float32Array.of(1, 2));
  const begunState = network.save();
  expect(Object.keys(begunState)).toEqual(Object.keys(fresh));
  expect(begunState.steps).toEqual(Float32Array.of(0));
  expect(begunState.table).toEqual(teacher.save().table);
});
