import { denseProduct } from '../backend/dense-product.ts';
import type { Tensor, Tensor2D, Tf } from '../backend/tf.ts';

/** Added to the logit of a pair that must not count as wrong. */
export const MASKED = -1e4;

/**
 * The mask of a square batch.
 *
 * @param fits size × size, 1 where an item may fit another profile than its own
 */
export function maskOf(fits: Uint8Array, size: number): Float32Array {
  const mask = new Float32Array(fits.length);
  for (let k = 0; k < fits.length; k++) if (fits[k] === 1) mask[k] = MASKED;
  for (let i = 0; i < size; i++) mask[i * size + i] = 0;
  return mask;
}

/**
 * Cross entropy of the softmax of scaled cosines, one row a profile, from target distributions over the items.
 *
 * @param profiles n × width, unit vectors
 * @param items m × width, unit vectors
 * @param scale of the cosines
 * @param target n × m, one distribution a row
 * @param mask n × m or one row of m, added to the logits: {@link MASKED} for an alternative that is none, the
 * logarithm of how often one stands there, else 0
 * @returns the mean over the rows
 */
export function codeLoss(
  tf: Tf,
  profiles: Tensor2D,
  items: Tensor2D,
  scale: number,
  target: Tensor,
  mask?: Tensor,
): Tensor {
  const cosines = denseProduct(tf, profiles, tf.transpose(items) as Tensor2D);
  const scaled = tf.mul(scale, cosines);
  const logits = mask === undefined ? scaled : tf.add(scaled, mask);
  return tf.neg(tf.div(tf.sum(tf.mul(target, tf.logSoftmax(logits))), profiles.shape[0]));
}

/**
 * In-batch softmax (Henderson et al., arXiv 1705.00652) over the cosines of codes: the item of each row is the
 * profile's own, those of all other rows are its alternatives.
 *
 * @param mask n × n, as {@link codeLoss} takes it
 */
export function inBatchLoss(
  tf: Tf,
  profiles: Tensor2D,
  items: Tensor2D,
  scale: number,
  mask: Float32Array,
): Tensor {
  const [n] = profiles.shape;
  return codeLoss(tf, profiles, items, scale, tf.eye(n), tf.tensor2d(mask, [n, n]));
}

/**
 * {@link inBatchLoss} both ways, halved: each row's item among all items, and each item's row among all rows.
 *
 * @param mask n × n, of profiles by items
 */
export function mutualLoss(
  tf: Tf,
  profiles: Tensor2D,
  items: Tensor2D,
  scale: number,
  mask: Float32Array,
): Tensor {
  const [n] = profiles.shape;
  const cosines = denseProduct(tf, profiles, tf.transpose(items) as Tensor2D);
  const logits = tf.add(tf.mul(scale, cosines), tf.tensor2d(mask, [n, n]));
  const own = tf.eye(n);
  const both = tf.add(
    tf.sum(tf.mul(own, tf.logSoftmax(logits))),
    tf.sum(tf.mul(own, tf.logSoftmax(tf.transpose(logits)))),
  );
  return tf.mul(-0.5 / n, both);
}
