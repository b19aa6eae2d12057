import type { Tensor, Tensor2D, Tf } from './tf.ts';

/**
 * `x · w` whose gradients transpose explicitly: the wasm backend has a fast product for plain operands
 * alone, and its own gradient asks for transposed ones, which take the slow path.
 */
export function denseProduct(tf: Tf, x: Tensor2D, w: Tensor2D): Tensor2D {
  const product = tf.customGrad((...args: unknown[]) => {
    const [left, right, save] = args as [Tensor2D, Tensor2D, (tensors: Tensor[]) => void];
    save([left, right]);
    return {
      value: tf.matMul(left, right),
      gradFunc: (gradient: Tensor, saved: Tensor[]) => {
        const [savedLeft, savedRight] = saved as [Tensor2D, Tensor2D];
        return [
          tf.matMul(gradient as Tensor2D, tf.transpose(savedRight)),
          tf.matMul(tf.transpose(savedLeft), gradient as Tensor2D),
        ];
      },
    };
  });
  return product(x, w) as Tensor2D;
}
