import { fit } from '../train/network/fit.ts';
import type { Impressions, Interactions } from '../train/data/interactions.ts';
import { CLICK } from '../train/network/losses.ts';
import type { PairData } from '../train/data/pair-data.ts';
import { createPairNetwork, type PairNetwork } from '../train/network/pair-network.ts';
import { startFrom } from './start-from.ts';
import type { Tf } from '../train/backend/tf.ts';
import {
  EXAMINATION_UNIT,
  impressionBatch,
  MAX_POSITION,
  SHOWN_PER_LIST,
} from './impression-batch.ts';
import type { TeacherOptions } from './policy-teacher.ts';
import type { Teacher } from './teacher.ts';

export interface ClickTeacherOptions extends TeacherOptions {
  /**
   * A teacher of the same size to start from: clicks are few, and what titles and places have to do with each
   * other need not be learned from them.
   */
  start?: Teacher | undefined;
  /** What it is called; default `click`. */
  name?: string;
}

/**
 * Trains the click teacher from impressions by the examination hypothesis, examination by position apart from
 * attraction, so that only attraction is distilled. Where a log has choices alone, `trainChoiceMember` does.
 */
export async function trainClickTeacher(
  tf: Tf,
  data: PairData,
  impressions: readonly Impressions[],
  options: ClickTeacherOptions,
): Promise<Teacher & { examination: Float32Array | undefined }> {
  const { size, random, lists, start, name = 'click' } = options;
  const network = createPairNetwork(tf, data, size, random, {
    extra: { examination: new Float32Array(MAX_POSITION + 1).fill(1 / EXAMINATION_UNIT) },
  });
  if (start !== undefined) startFrom(network, start, CLICK);
  await fit(network, {
    ...options,
    next: (_, stepRandom) => impressionBatch(tf, data, impressions, lists, stepRandom),
  });
  const examination = examinationOf(network);
  return { name, networks: [network], head: CLICK, calibrated: true, examination };
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
