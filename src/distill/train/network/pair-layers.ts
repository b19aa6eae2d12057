import type { Side } from '../../../core/features/schema.ts';
import { denseProduct } from '../backend/dense-product.ts';
import type { Batch } from '../data/lists.ts';
import type { NetworkSize } from './network-size.ts';
import type { Tensor, Tensor2D, Tensor3D, Tf } from '../backend/tf.ts';

const EPSILON = 1e-9;

/** The dense part of a network, as functions of its inputs and its weights, by name. */
export interface PairLayers {
  /** Rows, each divided by its length. */
  unit(x: Tensor): Tensor;
  /** Unit vectors of objects whose fields are mixed: n × width. */
  codesOf(side: Side, mixed: Tensor, weights: Readonly<Record<string, Tensor>>): Tensor2D;
  /** Logits of a batch, and what the hidden units add to them: lists × perList × outputs both. */
  logitsOf(
    batch: Batch,
    mixedProfiles: Tensor,
    mixedItems: Tensor,
    weights: Readonly<Record<string, Tensor>>,
  ): { logits: Tensor3D; hiddenPart: Tensor3D };
}

export function createPairLayers(
  tf: Tf,
  { tower, outputs = 2 }: NetworkSize,
  crossFeatures: number,
): PairLayers {
  const unit = (x: Tensor): Tensor =>
    tf.mul(x, tf.rsqrt(tf.add(tf.sum(tf.square(x), -1, true), EPSILON)));

  function codesOf(side: Side, mixed: Tensor, tensors: Readonly<Record<string, Tensor>>): Tensor2D {
    let x = unit(mixed) as Tensor2D;
    if (tower > 0) {
      const enter = tensors[`tower.${side}.enter`] as Tensor2D;
      const leave = tensors[`tower.${side}.leave`] as Tensor2D;
      const h = tf.relu(tf.add(denseProduct(tf, x, enter), tensors[`tower.${side}.enterBias`]!));
      const y = tf.add(denseProduct(tf, h as Tensor2D, leave), tensors[`tower.${side}.leaveBias`]!);
      x = unit(tf.add(x, y)) as Tensor2D;
    }
    return x;
  }

  function logitsOf(
    batch: Batch,
    mixedProfiles: Tensor,
    mixedItems: Tensor,
    tensors: Readonly<Record<string, Tensor>>,
  ): { logits: Tensor3D; hiddenPart: Tensor3D } {
    const { lists, perList } = batch;
    const profiles = codesOf('profile', mixedProfiles, tensors);
    const items = codesOf('item', mixedItems, tensors);
    const item = tf.gather(items, tf.tensor1d(batch.pairs, 'int32')) as Tensor2D;
    // Gathering is faster here than broadcasting.
    const list = Int32Array.from(batch.pairs, (_, i) => Math.floor(i / perList));
    const pair = tf.mul(item, tf.gather(profiles, tf.tensor1d(list, 'int32'))) as Tensor2D;
    let out = denseProduct(
      tf,
      tf.sum(pair, 1, true) as Tensor2D,
      tensors['head.outDot'] as Tensor2D,
    );
    let acc = tf.add(
      denseProduct(tf, pair, tensors['head.pair'] as Tensor2D),
      denseProduct(tf, item, tensors['head.item'] as Tensor2D),
    );
    if (crossFeatures > 0) {
      const crosses = tf.tensor2d(batch.crosses, [lists * perList, crossFeatures]);
      acc = tf.add(acc, denseProduct(tf, crosses, tensors['head.cross'] as Tensor2D));
      out = tf.add(out, denseProduct(tf, crosses, tensors['head.outCross'] as Tensor2D));
    }
    const h = tf.relu(tf.add(acc, tensors['head.bias']!)) as Tensor2D;
    const hiddenPart = denseProduct(tf, h, tensors['head.outHidden'] as Tensor2D);
    out = tf.add(tf.add(out, hiddenPart), tensors['head.outBias']!);
    const byList = (x: Tensor): Tensor3D => tf.reshape(x, [lists, perList, outputs]);
    return { logits: byList(out), hiddenPart: byList(hiddenPart) };
  }

  return { unit, codesOf, logitsOf };
}
