import type { ChoiceBatches } from '../train/choice-batches.ts';
import { inBatchLoss } from '../train/in-batch.ts';
import { CLICK } from '../train/losses.ts';
import type { PairNetwork, Rates } from '../train/pair-network.ts';
import type { Tf } from '../train/tensorflow.ts';

/** Softmax scale of cosines. */
const CHOICE_SCALE = 5;
/** Learning rate of the table: low, since rows that choices alone teach are soon learned by heart. */
export const CHOICE_TABLE_RATE = 0.03;

/**
 * One step of in-batch softmax over choices. The jobs of a batch come as often as they are chosen, so that
 * popularity itself earns nothing.
 */
export function choiceStep(
  tf: Tf,
  network: PairNetwork,
  batches: ChoiceBatches,
  step: number,
  rates: Rates,
): Promise<number> {
  const batch = batches.of(step);
  const mask = batches.mask(batch);
  return network.stepCodes(
    batch.map((choice) => choice.profile),
    batch.map((choice) => choice.job),
    (profiles, jobs) => inBatchLoss(tf, profiles, jobs, CHOICE_SCALE, mask),
    rates,
  );
}

/** Makes the click output what {@link choiceStep} trains: the scaled cosine of codes. */
export function scoreByCosine(network: PairNetwork): void {
  const set = (name: string, value: number): void =>
    network.edit(name, (values) => values.map((old, i) => (i % 2 === CLICK ? value : old)));
  for (const name of ['head.outHidden', 'head.outCross', 'head.outBias']) set(name, 0);
  set('head.outDot', CHOICE_SCALE);
}
