import type { ChoiceBatches } from '../train/choice-batches.ts';
import { codeLoss } from '../train/in-batch.ts';
import type { JobVectors } from '../train/job-vectors.ts';
import { CLICK } from '../train/losses.ts';
import type { PairNetwork, Rates } from '../train/pair-network.ts';
import { stepWithVectors } from '../train/step-with-vectors.ts';
import type { Tf } from '../train/tensorflow.ts';

/** Softmax scale of cosines. */
export const CHOICE_SCALE = 5;
/** Learning rate of the table: low, since rows that choices alone teach are soon learned by heart. */
export const CHOICE_TABLE_RATE = 0.03;
/** Learning rate of the jobs' own vectors, in that of the table. */
const VECTOR_RATE = 1.7;

/**
 * One step of in-batch softmax over choices: by what jobs say of themselves, and by the same with the jobs' own
 * vectors added, so that what is peculiar to single jobs need not be read into their content. The jobs of a batch
 * come as often as they are chosen, so that popularity itself earns nothing.
 */
export function choiceStep(
  tf: Tf,
  network: PairNetwork,
  vectors: JobVectors,
  batches: ChoiceBatches,
  step: number,
  rates: Rates,
): Promise<number> {
  const batch = batches.of(step);
  const jobs = batch.map((choice) => choice.job);
  const shape: [number, number] = [batch.length, batch.length];
  return stepWithVectors(
    network,
    vectors,
    batch.map((choice) => choice.profile),
    jobs,
    (profiles, content, sums) => {
      const target = tf.tensor2d(batches.target(batch), shape);
      const mask = tf.tensor2d(batches.mask(batch), shape);
      return tf.add(
        codeLoss(tf, profiles, content, CHOICE_SCALE, target, mask),
        codeLoss(tf, profiles, sums, CHOICE_SCALE, target, mask),
      );
    },
    rates,
    VECTOR_RATE,
  );
}

/** Makes the click output the scaled cosine of codes, which is what learning from codes trains. */
export function scoreByCosine(network: PairNetwork): void {
  const set = (name: string, value: number): void =>
    network.edit(name, (values) => values.map((old, i) => (i % 2 === CLICK ? value : old)));
  for (const name of ['head.outHidden', 'head.outCross', 'head.outBias']) set(name, 0);
  set('head.outDot', CHOICE_SCALE);
}
