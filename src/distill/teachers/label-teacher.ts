import { fit } from '../train/network/fit.ts';
import { CLICK, headLogits, pointwiseLoss } from '../train/network/losses.ts';
import { makeBatch } from '../train/data/lists.ts';
import type { PairData } from '../train/data/pair-data.ts';
import { createPairNetwork } from '../train/network/pair-network.ts';
import type { Tf } from '../train/backend/tf.ts';
import type { TeacherOptions } from './policy-teacher.ts';
import type { Teacher } from './teacher.ts';

/** A pair that came to something: 0 at worst, 1 at best. */
export interface Labelled {
  profile: number;
  item: number;
  at: number;
  label: number;
}

/** Pairs a batch, for each list that other teachers learn from. */
const PAIRS_PER_LIST = 8;

/**
 * Trains a teacher from labels of single pairs, by binary cross entropy against shares: its logistic output is the
 * chance of the best, or where between worst and best the label lies.
 */
export async function trainLabelTeacher(
  tf: Tf,
  data: PairData,
  pairs: readonly Labelled[],
  options: TeacherOptions & { name: string },
): Promise<Teacher> {
  const { size, random, lists, name } = options;
  const network = createPairNetwork(tf, data, size, random);
  await fit(network, {
    ...options,
    next(_, stepRandom) {
      const drawn = Array.from({ length: PAIRS_PER_LIST * lists }, () => stepRandom.pick(pairs));
      return {
        batch: makeBatch(
          data,
          drawn.map(({ profile, item, at }) => ({ profile, items: Int32Array.of(item), at })),
        ),
        loss: (logits) =>
          pointwiseLoss(
            tf,
            headLogits(tf, logits, CLICK),
            tf.tensor2d(
              drawn.map(({ label }) => label),
              [drawn.length, 1],
            ),
          ),
      };
    },
  });
  return { name, networks: [network], head: CLICK, calibrated: true };
}
