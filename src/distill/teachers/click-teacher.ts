import { fit } from '../train/fit.ts';
import type { Interactions } from '../train/interactions.ts';
import { CLICK } from '../train/losses.ts';
import type { PairData } from '../train/pair-data.ts';
import { createPairNetwork, type PairNetwork } from '../train/pair-network.ts';
import { startFrom } from '../train/start-from.ts';
import type { Tf } from '../train/tensorflow.ts';
import { choiceBatch } from './choice-batch.ts';
import {
  EXAMINATION_UNIT,
  impressionBatch,
  MAX_POSITION,
  SHOWN_PER_LIST,
} from './impression-batch.ts';
import type { TeacherOptions } from './policy-teacher.ts';
import type { Teacher } from './teacher.ts';

/**
 * Trains the click teacher. From impressions by the examination hypothesis, examination by position apart
 * from attraction, so that only attraction is distilled. From choices alone (no impressions in the log) by
 * sampled softmax against jobs drawn as often as they were chosen, so that popularity itself earns nothing.
 *
 * @param options.start a teacher of the same size to start from: clicks are few, and what titles and places
 * have to do with each other need not be learned from them
 */
export async function trainClickTeacher(
  tf: Tf,
  data: PairData,
  log: Interactions,
  options: TeacherOptions & { start?: Teacher | undefined },
): Promise<Teacher & { examination: Float32Array | undefined }> {
  const examined = log.impressions.length >= log.choices.length / SHOWN_PER_LIST;
  const extra = examined
    ? { examination: new Float32Array(MAX_POSITION + 1).fill(1 / EXAMINATION_UNIT) }
    : undefined;
  const network = createPairNetwork(tf, data, options.size, options.random, extra);
  if (options.start !== undefined) startFrom(network, options.start, CLICK);
  await fit(network, {
    ...options,
    next: (step, random) =>
      examined
        ? impressionBatch(tf, data, log.impressions, options.lists, random)
        : choiceBatch(tf, data, log.choices, options.lists, step, random),
  });
  return {
    name: 'click',
    network,
    head: CLICK,
    calibrated: examined,
    examination: examined ? examinationOf(network) : undefined,
  };
}

/** Learned probability that a position is examined, from position 1 on, relative to the likeliest. */
function examinationOf(network: PairNetwork): Float32Array {
  const logits = network.weights.get('examination')!.values;
  const shares = logits.subarray(1).map((x) => 1 / (1 + Math.exp(-EXAMINATION_UNIT * x)));
  const top = shares.reduce((a, b) => Math.max(a, b), 0);
  return shares.map((share) => share / top);
}
