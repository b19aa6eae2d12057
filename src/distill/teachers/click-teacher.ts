import { createChoiceBatches } from '../train/choice-batches.ts';
import { fit } from '../train/fit.ts';
import type { Interactions } from '../train/interactions.ts';
import { CLICK } from '../train/losses.ts';
import type { PairData } from '../train/pair-data.ts';
import { createPairNetwork, type PairNetwork } from '../train/pair-network.ts';
import { startFrom } from '../train/start-from.ts';
import type { Tf } from '../train/tensorflow.ts';
import { CHOICE_TABLE_RATE, choiceStep, scoreByCosine } from './choice-step.ts';
import {
  EXAMINATION_UNIT,
  impressionBatch,
  MAX_POSITION,
  SHOWN_PER_LIST,
} from './impression-batch.ts';
import type { TeacherOptions } from './policy-teacher.ts';
import type { Teacher } from './teacher.ts';

export interface ClickTeacherOptions extends TeacherOptions {
  /** Choices a batch, where the log has no impressions. */
  choicesPerBatch: number;
  /**
   * A teacher of the same size to start from: clicks are few, and what titles and places have to do with each
   * other need not be learned from them.
   */
  start?: Teacher | undefined;
}

/**
 * Trains the click teacher. From impressions by the examination hypothesis, examination by position apart
 * from attraction, so that only attraction is distilled. From choices alone (no impressions in the log) by
 * in-batch softmax over codes, each choice against those of others.
 */
export async function trainClickTeacher(
  tf: Tf,
  data: PairData,
  log: Interactions,
  options: ClickTeacherOptions,
): Promise<Teacher & { examination: Float32Array | undefined }> {
  const { size, random, lists, start } = options;
  if (!hasImpressions(log)) {
    const network = createPairNetwork(tf, data, size, random);
    if (start !== undefined) startFrom(network, start, CLICK);
    const batches = createChoiceBatches(log.choices, options.choicesPerBatch, options.seed);
    await fit(network, {
      ...options,
      rates: { ...options.rates, table: CHOICE_TABLE_RATE },
      next: (step) => (rates) => choiceStep(tf, network, batches, step, rates),
    });
    scoreByCosine(network);
    return {
      name: 'click',
      network,
      head: CLICK,
      calibrated: false,
      examination: undefined,
    };
  }
  const network = createPairNetwork(tf, data, size, random, {
    examination: new Float32Array(MAX_POSITION + 1).fill(1 / EXAMINATION_UNIT),
  });
  if (start !== undefined) startFrom(network, start, CLICK);
  await fit(network, {
    ...options,
    next: (_, stepRandom) => impressionBatch(tf, data, log.impressions, lists, stepRandom),
  });
  const examination = examinationOf(network);
  return { name: 'click', network, head: CLICK, calibrated: true, examination };
}

/** Whether a log says often enough what was shown to learn from that; else its choices alone count. */
export function hasImpressions(log: Interactions): boolean {
  return log.impressions.length >= log.choices.length / SHOWN_PER_LIST;
}

/** Learned probability that a position is examined, from position 1 on, relative to the likeliest. */
function examinationOf(network: PairNetwork): Float32Array {
  const logits = network.weights.get('examination')!.values;
  const shares = logits.subarray(1).map((x) => 1 / (1 + Math.exp(-EXAMINATION_UNIT * x)));
  const top = shares.reduce((a, b) => Math.max(a, b), 0);
  return shares.map((share) => share / top);
}
