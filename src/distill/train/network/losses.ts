import type { Tensor, Tensor2D, Tensor3D, Tf } from '../backend/tf.ts';

/** The two outputs in the last place of a network's logits. */
export const POLICY = 0;
export const CLICK = 1;

/** Takes a logit out of a softmax. */
const FAR_BELOW = -1e4;

/** One head's logits: lists × perList. */
export function headLogits(tf: Tf, logits: Tensor3D, head: number): Tensor2D {
  const [lists, perList] = logits.shape;
  return tf.reshape(tf.slice(logits, [0, 0, head], [lists, perList, 1]), [lists, perList]);
}

/**
 * Listwise softmax cross entropy (ListNet, Cao et al. 2007): per list `−Σ target · log softmax(logits)`,
 * averaged over lists. Up to a constant, the Kullback–Leibler divergence from the target distribution.
 *
 * @param logits lists × perList
 * @param target lists × perList, each list a distribution
 * @param counts lists × perList, 1 where a place counts and 0 where it only fills the list; default: all count
 */
export function listwiseLoss(
  tf: Tf,
  logits: Tensor2D,
  target: Tensor2D,
  counts?: Tensor2D,
): Tensor {
  const among = counts ? tf.add(logits, tf.mul(FAR_BELOW, tf.sub(1, counts))) : logits;
  return tf.neg(tf.mean(tf.sum(tf.mul(target, tf.logSoftmax(among)), 1)));
}

/**
 * Mean squared error of the margins between all pairs of a list (MarginMSE, Hofstätter et al., arXiv
 * 2010.02666), averaged over lists: `mean over i, j of ((xᵢ − xⱼ) − (tᵢ − tⱼ))²`, which is twice the variance of
 * `x − t` within the list, so that no pair need be formed. A constant added to a list's logits is free.
 *
 * @param logits lists × perList
 * @param teacher lists × perList, the teacher's logits
 */
export function marginLoss(tf: Tf, logits: Tensor2D, teacher: Tensor2D): Tensor {
  const apart = tf.sub(logits, teacher);
  const centred = tf.sub(apart, tf.mean(apart, 1, true));
  return tf.mul(2, tf.mean(tf.square(centred)));
}

/**
 * Binary cross entropy with logits and soft targets, averaged with weights:
 * `softplus(x) − target · x`.
 */
export function pointwiseLoss(tf: Tf, logits: Tensor, target: Tensor, weight?: Tensor): Tensor {
  const losses = tf.sub(tf.softplus(logits), tf.mul(target, logits));
  if (weight === undefined) return tf.mean(losses);
  return tf.div(tf.sum(tf.mul(losses, weight)), tf.add(tf.sum(weight), 1e-6));
}

/**
 * Binary cross entropy of a click that needs an examination and an attraction (examination hypothesis,
 * Richardson et al. 2007): `P(click) = σ(examination) · σ(attraction)`.
 */
export function examinedLoss(
  tf: Tf,
  attraction: Tensor,
  examination: Tensor,
  clicked: Tensor,
  weight: Tensor,
): Tensor {
  // log σ(x) = −softplus(−x), and log(1 − σ(a) σ(e)) = softplus(a − softplus(e)) − softplus(a): exact, and
  // with a gradient, also where both are certain.
  const logClick = tf.neg(
    tf.add(tf.softplus(tf.neg(attraction)), tf.softplus(tf.neg(examination))),
  );
  const noClick = tf.sub(
    tf.softplus(tf.sub(attraction, tf.softplus(examination))),
    tf.softplus(attraction),
  );
  const losses = tf.neg(tf.add(tf.mul(clicked, logClick), tf.mul(tf.sub(1, clicked), noClick)));
  return tf.div(tf.sum(tf.mul(losses, weight)), tf.add(tf.sum(weight), 1e-6));
}
