import { PocketRankError } from '../../core/errors.ts';
import { POLICY_FLOOR } from '../../core/personalization/policy-floor.ts';
import type { Random } from '../../core/math/random.ts';
import { GRADED_PER_LIST, type GradedList } from '../train/data/graded-lists.ts';
import { isWarmStep, matchStep, type WarmStart } from '../train/matches/contrast.ts';
import { fit, type FitOptions } from '../train/network/fit.ts';
import { makeBatch } from '../train/data/lists.ts';
import { headLogits, listwiseLoss, pointwiseLoss, POLICY } from '../train/network/losses.ts';
import type { PairData } from '../train/data/pair-data.ts';
import { createPairNetwork } from '../train/network/pair-network.ts';
import type { NetworkSize } from '../train/network/network-size.ts';
import { logit, softmaxRows } from '../train/network/soft-targets.ts';
import type { Tf } from '../train/backend/tf.ts';
import type { Teacher } from './teacher.ts';

export interface TeacherOptions extends Pick<
  FitOptions,
  'steps' | 'rates' | 'onStep' | 'checkpoint' | 'signal'
> {
  size: NetworkSize;
  random: Random;
  seed: string;
  /** Lists a batch. */
  lists: number;
  /** Certain matches that teach codes beside the lists. */
  warm?: WarmStart | undefined;
}

/**
 * The border between poor matches and others matters most (the policy of jobs, "Grades"): in the order within a list, a
 * poor match gives up this much of its logit.
 */
const POOR_PENALTY = 2;

/** What the policy teacher learns from. */
export interface GradedLists {
  /** Of grades that were given. */
  stated: readonly GradedList[];
  /** Of pairs that the policy document grades. */
  drawn: readonly GradedList[];
}

/** Where there are both, given grades make this share of all lists: few, but what somebody meant. */
const STATED_SHARE = 0.3;

/**
 * Trains the policy teacher on graded lists: the share of the full grade as a soft target of each pair,
 * and the order within each list.
 *
 * @throws MISSING_TABLE without any list
 */
export async function trainPolicyTeacher(
  tf: Tf,
  data: PairData,
  { stated, drawn }: GradedLists,
  options: TeacherOptions,
): Promise<Teacher> {
  if (stated.length + drawn.length === 0) {
    throw new PocketRankError(
      'MISSING_TABLE',
      'There is nothing to learn from: no profile is left whose pairs could be graded.',
      { hint: 'Add profiles; those of slates are kept for measuring.' },
    );
  }
  const statedShare = stated.length === 0 ? 0 : STATED_SHARE;
  const network = createPairNetwork(tf, data, options.size, options.random);
  await fit(network, {
    ...options,
    next(step, random) {
      if (isWarmStep(options.warm, step)) {
        const { warm } = options;
        return (rates) => matchStep(tf, data, network, warm, step, rates, random);
      }
      const lists = Array.from({ length: options.lists }, () =>
        random.pick(drawn.length === 0 || random.next() < statedShare ? stated : drawn),
      );
      const batch = makeBatch(data, lists);
      const shape: [number, number] = [batch.lists, batch.perList];
      const share = Float32Array.from(
        lists.flatMap((list) => [...list.scores]),
        (s) => s / 4,
      );
      const counts = Float32Array.from(share, (_, i) =>
        i % GRADED_PER_LIST < lists[Math.floor(i / GRADED_PER_LIST)]!.graded ? 1 : 0,
      );
      const order = softmaxRows(
        share.map((s, i) =>
          counts[i] === 0
            ? -Infinity
            : logit(s) - (4 * s < POLICY_FLOOR.poorGrade ? POOR_PENALTY : 0),
        ),
        batch.perList,
      );
      return {
        batch,
        loss: (logits) => {
          const policy = headLogits(tf, logits, POLICY);
          const counted = tf.tensor2d(counts, shape);
          return tf.add(
            pointwiseLoss(tf, policy, tf.tensor2d(share, shape), counted),
            listwiseLoss(tf, policy, tf.tensor2d(order, shape), counted),
          );
        },
      };
    },
  });
  return { name: 'policy', networks: [network], head: POLICY, calibrated: true };
}
