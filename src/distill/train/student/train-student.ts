import type { Recipe } from './recipe.ts';
import { scoreByCosine } from '../choices/choice-step.ts';
import type { TeacherOptions } from '../../teachers/policy-teacher.ts';
import { isWarmStep, matchStep } from '../matches/contrast.ts';
import { distillCodes, type CodeLesson } from './distill-codes.ts';
import { fit } from '../network/fit.ts';
import { makeBatch } from '../data/lists.ts';
import { hardenLabels } from './hard-labels.ts';
import {
  CLICK,
  headLogits,
  listwiseLoss,
  marginLoss,
  pointwiseLoss,
  POLICY,
} from '../network/losses.ts';
import type { PairData } from '../data/pair-data.ts';
import { createPairNetwork, type PairNetwork } from '../network/pair-network.ts';
import type { SoftList } from '../../teachers/soft-lists.ts';
import { logistic, softmaxRows } from '../network/soft-targets.ts';
import type { Tensor, Tensor3D, Tf } from '../backend/tf.ts';

export interface StudentOptions extends TeacherOptions {
  recipe: Pick<Recipe, 'labels' | 'loss' | 'policyFirst'>;
  /** What to learn from in place of the lists, where all there is to learn is whom codes should bring together. */
  codes?: CodeLesson | undefined;
}

/**
 * Distills teachers into one student: each head follows its teacher's distribution over each list
 * (Kullback–Leibler divergence, Hinton et al., arXiv 1503.02531) or its margins, as the recipe says, and its
 * probabilities where the teacher is calibrated. The table is trained as it will be stored. With a lesson of
 * codes, its codes follow that instead, and its click output is their cosine.
 *
 * @param lists labelled by at least one teacher, all alike; each `options.lists` of them make a batch
 */
export async function trainStudent(
  tf: Tf,
  data: PairData,
  labelled: readonly SoftList[],
  calibrated: { policy: boolean; click: boolean; others?: readonly boolean[] },
  options: StudentOptions,
): Promise<PairNetwork> {
  const { recipe, warm, codes } = options;
  const lists = recipe.labels === 'hard' ? labelled.map(hardenLabels) : labelled;
  // The click teacher joins once the policy teacher has taught alone for its share of the steps on lists.
  const warmSteps = warm?.steps ?? 0;
  const clicksFrom = warmSteps + recipe.policyFirst * (options.steps - warmSteps);
  const network = createPairNetwork(tf, data, options.size, options.random, {
    holdTextMatches: warm !== undefined,
  });
  await fit(network, {
    ...options,
    beside: codes?.vectors,
    next(step, random) {
      if (isWarmStep(warm, step)) {
        return (rates) => matchStep(tf, data, network, warm, step, rates, random);
      }
      if (codes !== undefined) {
        return (rates) => distillCodes(tf, network, codes, rates, random);
      }
      const group = random.integer(Math.max(1, Math.floor(lists.length / options.lists)));
      const chosen = lists.slice(group * options.lists, (group + 1) * options.lists);
      const batch = makeBatch(data, chosen);
      const join = (head: 'policy' | 'click'): Float32Array | undefined =>
        chosen[0]![head] === undefined
          ? undefined
          : Float32Array.from(chosen.flatMap((list) => [...list[head]!]));
      const policy = join('policy');
      const click = policy && step < clicksFrom ? undefined : join('click');
      const others = (chosen[0]!.others ?? []).map((_, o) =>
        Float32Array.from(chosen.flatMap((list) => [...list.others![o]!])),
      );
      return {
        batch,
        loss: (logits) => {
          const parts: Tensor[] = [];
          if (policy) parts.push(headLoss(tf, logits, POLICY, policy, calibrated.policy, recipe));
          if (click) parts.push(headLoss(tf, logits, CLICK, click, calibrated.click, recipe));
          for (const [o, labels] of others.entries()) {
            const isCalibrated = calibrated.others?.[o] ?? false;
            parts.push(headLoss(tf, logits, CLICK + 1 + o, labels, isCalibrated, recipe));
          }
          return tf.addN(parts);
        },
      };
    },
  });
  if (codes !== undefined) scoreByCosine(network);
  return network;
}

/** Pointwise losses are a tenth of listwise ones in size. */
const POINTWISE_WEIGHT = 3;
/** Brings the gradients of margins to the size of the listwise loss's. */
const MARGIN_WEIGHT = 0.1;

function headLoss(
  tf: Tf,
  logits: Tensor3D,
  head: number,
  teacher: Float32Array,
  calibrated: boolean,
  { loss }: Pick<Recipe, 'loss'>,
): Tensor {
  const own = headLogits(tf, logits, head);
  const shape = own.shape;
  const parts: Tensor[] = [];
  if (loss === 'distribution') {
    parts.push(listwiseLoss(tf, own, tf.tensor2d(softmaxRows(teacher, shape[1]), shape)));
  }
  if (loss === 'margin') {
    parts.push(tf.mul(MARGIN_WEIGHT, marginLoss(tf, own, tf.tensor2d(teacher, shape))));
  }
  if (calibrated || loss === 'pointwise') {
    const share = tf.tensor2d(logistic(teacher), shape);
    parts.push(tf.mul(POINTWISE_WEIGHT, pointwiseLoss(tf, own, share)));
  }
  return tf.addN(parts);
}
