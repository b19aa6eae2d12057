import { createChoiceBatches } from '../train/choices/choice-batches.ts';
import { fit } from '../train/network/fit.ts';
import type { Choice } from '../train/data/interactions.ts';
import { createItemVectors, type ItemVectors } from '../train/choices/item-vectors.ts';
import { CLICK } from '../train/network/losses.ts';
import type { PairData } from '../train/data/pair-data.ts';
import { createPairNetwork, type PairNetwork } from '../train/network/pair-network.ts';
import { startFrom } from './start-from.ts';
import type { Tf } from '../train/backend/tf.ts';
import { CHOICE_TABLE_RATE, choiceStep, scoreByCosine } from '../train/choices/choice-step.ts';
import type { ClickTeacherOptions } from './click-teacher.ts';
import type { Teacher } from './teacher.ts';

/** Precision of the prior that an item has nothing of its own, in choices. */
const PRECISION = 0.1;

export interface ChoiceTeacherOptions extends ClickTeacherOptions {
  /** Choices a batch. */
  choicesPerBatch: number;
}

/** One of the networks that a click teacher of choices is the mean of. */
export interface ChoiceMember {
  network: PairNetwork;
  vectors: ItemVectors;
}

/**
 * Trains one network on choices alone, where a log does not say what else was shown: by in-batch softmax over
 * codes, each choice against those of others, together with a vector for each item (see `choiceStep`).
 */
export async function trainChoiceMember(
  tf: Tf,
  data: PairData,
  choices: readonly Choice[],
  options: ChoiceTeacherOptions,
): Promise<ChoiceMember> {
  const network = createPairNetwork(tf, data, options.size, options.random);
  if (options.start !== undefined) startFrom(network, options.start, CLICK);
  const vectors = createItemVectors(data.items.count, options.size.width, choices, PRECISION);
  const batches = createChoiceBatches(choices, options.choicesPerBatch, options.seed);
  await fit(network, {
    ...options,
    beside: vectors,
    rates: { ...options.rates, table: CHOICE_TABLE_RATE },
    next: (step) => (rates) => choiceStep(tf, network, vectors, batches, step, rates),
  });
  scoreByCosine(network);
  return { network, vectors };
}

/**
 * A click teacher of networks that differ in nothing but their seeds (deep ensemble, Lakshminarayanan et al., arXiv
 * 1612.01474): choices are few, and what the networks disagree in is mostly chance.
 */
export function joinMembers(members: readonly ChoiceMember[]): Teacher {
  return {
    name: 'click',
    networks: members.map(({ network }) => network),
    vectors: members.map(({ vectors }) => vectors),
    head: CLICK,
    calibrated: false,
  };
}
