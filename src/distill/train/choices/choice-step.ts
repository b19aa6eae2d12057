import type { ChoiceBatches } from './choice-batches.ts';
import { codeLoss } from '../network/in-batch.ts';
import type { ItemVectors } from './item-vectors.ts';
import { CLICK } from '../network/losses.ts';
import type { PairNetwork, Rates } from '../network/pair-network.ts';
import { stepWithVectors } from './step-with-vectors.ts';
import type { Tf } from '../backend/tf.ts';

/** Softmax scale of cosines. */
export const CHOICE_SCALE = 5;
/** Learning rate of the table: low, since rows that choices alone teach are soon learned by heart. */
export const CHOICE_TABLE_RATE = 0.03;
/** Learning rate of the items' own vectors, in that of the table. */
const VECTOR_RATE = 1.7;

/**
 * One step of in-batch softmax over choices: by what items say of themselves, and by the same with the items' own
 * vectors added, so that what is peculiar to single items need not be read into their content. The items of a batch
 * come as often as they are chosen, so that popularity itself earns nothing.
 */
export function choiceStep(
  tf: Tf,
  network: PairNetwork,
  vectors: ItemVectors,
  batches: ChoiceBatches,
  step: number,
  rates: Rates,
): Promise<number> {
  const batch = batches.of(step);
  const items = batch.map((choice) => choice.item);
  const shape: [number, number] = [batch.length, batch.length];
  return stepWithVectors(
    network,
    vectors,
    batch.map((choice) => choice.profile),
    items,
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
