import type { TeacherOptions } from '../teachers/policy-teacher.ts';
import { isWarmStep, matchStep } from './contrast.ts';
import { fit } from './fit.ts';
import { makeBatch } from './lists.ts';
import { CLICK, headLogits, listwiseLoss, pointwiseLoss, POLICY } from './losses.ts';
import type { PairData } from './pair-data.ts';
import { createPairNetwork, type PairNetwork } from './pair-network.ts';
import type { SoftList } from './soft-lists.ts';
import { logistic, softmaxRows } from './soft-targets.ts';
import type { Tensor, Tensor3D, Tf } from './tensorflow.ts';

/**
 * Distills teachers into one student: each head follows its teacher's distribution over each list
 * (Kullback–Leibler divergence, Hinton et al., arXiv 1503.02531), and its probabilities where the teacher
 * is calibrated. The table is trained as it will be stored.
 *
 * @param lists labelled by at least one teacher, all alike; each `options.lists` of them make a batch
 */
export async function trainStudent(
  tf: Tf,
  data: PairData,
  lists: readonly SoftList[],
  calibrated: { policy: boolean; click: boolean },
  options: TeacherOptions,
): Promise<PairNetwork> {
  const network = createPairNetwork(tf, data, options.size, options.random);
  await fit(network, {
    ...options,
    next(step, random) {
      if (isWarmStep(options.warm, step)) {
        const { warm } = options;
        return (rates) => matchStep(tf, data, network, warm, step, rates, random);
      }
      const group = random.integer(Math.max(1, Math.floor(lists.length / options.lists)));
      const chosen = lists.slice(group * options.lists, (group + 1) * options.lists);
      const batch = makeBatch(data, chosen);
      const join = (head: 'policy' | 'click'): Float32Array | undefined =>
        chosen[0]![head] === undefined
          ? undefined
          : Float32Array.from(chosen.flatMap((list) => [...list[head]!]));
      const policy = join('policy');
      const click = join('click');
      return {
        batch,
        loss: (logits) => {
          const parts: Tensor[] = [];
          if (policy) parts.push(headLoss(tf, logits, POLICY, policy, calibrated.policy));
          if (click) parts.push(headLoss(tf, logits, CLICK, click, calibrated.click));
          return tf.addN(parts);
        },
      };
    },
  });
  return network;
}

/** Pointwise losses are a tenth of listwise ones in size. */
const POINTWISE_WEIGHT = 3;

function headLoss(
  tf: Tf,
  logits: Tensor3D,
  head: number,
  teacher: Float32Array,
  calibrated: boolean,
): Tensor {
  const own = headLogits(tf, logits, head);
  const shape = own.shape;
  const order = listwiseLoss(tf, own, tf.tensor2d(softmaxRows(teacher, shape[1]), shape));
  if (!calibrated) return order;
  const share = tf.tensor2d(logistic(teacher), shape);
  return tf.add(order, tf.mul(POINTWISE_WEIGHT, pointwiseLoss(tf, own, share)));
}
