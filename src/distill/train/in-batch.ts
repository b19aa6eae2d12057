import { denseProduct } from './dense-product.ts';
import type { Tensor, Tensor2D, Tf } from './tensorflow.ts';

/** Added to the logit of a pair that must not count as wrong. */
export const MASKED = -1e4;

/**
 * In-batch softmax (Henderson et al., arXiv 1705.00652) over the cosines of codes: the job of each row is the
 * profile's own, those of all other rows are its alternatives.
 *
 * @param profiles n × width, unit vectors
 * @param jobs n × width, unit vectors
 * @param scale of the cosines
 * @param mask n × n, added to the logits: 0, or {@link MASKED} for an alternative that is none
 */
export function inBatchLoss(
  tf: Tf,
  profiles: Tensor2D,
  jobs: Tensor2D,
  scale: number,
  mask: Float32Array,
): Tensor {
  const [n] = profiles.shape;
  const cosines = denseProduct(tf, profiles, tf.transpose(jobs) as Tensor2D);
  const logits = tf.add(tf.mul(scale, cosines), tf.tensor2d(mask, [n, n]));
  return tf.neg(tf.div(tf.sum(tf.mul(tf.eye(n), tf.logSoftmax(logits))), n));
}
