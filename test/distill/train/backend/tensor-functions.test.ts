import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/core/math/random.ts';
import { denseProduct } from '../../../../src/distill/train/backend/dense-product.ts';
import {
  CLICK,
  examinedLoss,
  headLogits,
  listwiseLoss,
  marginLoss,
  pointwiseLoss,
  POLICY,
} from '../../../../src/distill/train/network/losses.ts';
import { hardenLabels } from '../../../../src/distill/train/student/hard-labels.ts';
import {
  logistic,
  logit,
  softmaxRows,
} from '../../../../src/distill/train/network/soft-targets.ts';
import { loadTensorflow } from '../../../../src/distill/train/backend/tensorflow.ts';
import type { Tensor, Tensor2D, Tf } from '../../../../src/distill/train/backend/tf.ts';

let tf: Tf;
beforeAll(async () => {
  tf = await loadTensorflow();
});

const random = createRandom('tensors');
const draw = (count: number): Float32Array => Float32Array.from({ length: count }, random.normal);

/** The value of a loss of logits, and its gradient. */
function valueAndGradient(
  logits: readonly number[],
  shape: [number, number],
  loss: (x: Tensor2D) => Tensor,
): { value: number; gradient: number[] } {
  const { value, grad } = tf.valueAndGrad((x: Tensor) => loss(x as Tensor2D).asScalar())(
    tf.tensor2d([...logits], shape),
  );
  return { value: value.dataSync()[0]!, gradient: [...grad.dataSync()] };
}

function expectClose(got: ArrayLike<number>, want: ArrayLike<number>, digits = 5): void {
  expect(got.length).toBe(want.length);
  for (let i = 0; i < want.length; i++) expect(got[i]).toBeCloseTo(want[i]!, digits);
}

describe('loadTensorflow', () => {
  it('gives one module, on the wasm backend', async () => {
    expect(await loadTensorflow()).toBe(tf);
    expect(tf.getBackend()).toBe('wasm');
  });
});

describe('denseProduct', () => {
  it.each([
    [1, 1, 1],
    [4, 3, 2],
    [7, 33, 5],
    [64, 1, 2],
  ])('multiplies %i × %i by %i columns, and so do its gradients', (n, inner, m) => {
    const [x, w, g] = [draw(n * inner), draw(inner * m), draw(n * m)];
    const product = new Float64Array(n * m);
    const dx = new Float64Array(n * inner);
    const dw = new Float64Array(inner * m);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < inner; j++) {
        for (let k = 0; k < m; k++) {
          product[i * m + k]! += x[i * inner + j]! * w[j * m + k]!;
          dx[i * inner + j]! += g[i * m + k]! * w[j * m + k]!;
          dw[j * m + k]! += g[i * m + k]! * x[i * inner + j]!;
        }
      }
    }
    const left = tf.tensor2d(x, [n, inner]);
    const right = tf.tensor2d(w, [inner, m]);
    expectClose(denseProduct(tf, left, right).dataSync(), product, 4);
    const [gotX, gotW] = tf.grads((a: Tensor, b: Tensor) =>
      denseProduct(tf, a as Tensor2D, b as Tensor2D),
    )([left, right], tf.tensor2d(g, [n, m]));
    expectClose(gotX!.dataSync(), dx, 4);
    expectClose(gotW!.dataSync(), dw, 4);
  });
});

describe('the gradient of gather', () => {
  it('sums the rows of each segment', () => {
    const x = Float32Array.from({ length: 12 }, (_, i) => i + 1);
    const sums = tf.unsortedSegmentSum(
      tf.tensor2d(x, [4, 3]),
      tf.tensor1d([2, 0, 2, -1], 'int32'),
      4,
    );
    expect(sums.shape).toEqual([4, 3]);
    // Row 3 belongs to no segment.
    expect([...sums.dataSync()]).toEqual([4, 5, 6, 0, 0, 0, 8, 10, 12, 0, 0, 0]);
  });

  it('flows back to the rows that were gathered, as often as they were', () => {
    const source = tf.tensor2d(draw(5 * 2), [5, 2]);
    const rows = [4, 1, 4, 0, 4];
    const weights = draw(rows.length * 2);
    const gradient = tf.grad((x: Tensor) =>
      tf.sum(
        tf.mul(tf.gather(x, tf.tensor1d(rows, 'int32')), tf.tensor2d(weights, [rows.length, 2])),
      ),
    )(source);
    const want = new Float64Array(10);
    for (const [i, row] of rows.entries()) {
      want[2 * row]! += weights[2 * i]!;
      want[2 * row + 1]! += weights[2 * i + 1]!;
    }
    expectClose(gradient.dataSync(), want, 5);
  });

  it('works on vectors and on large inputs', () => {
    const ids = Array.from({ length: 20_000 }, (_, i) => i % 7);
    const sums = tf.unsortedSegmentSum(tf.ones([20_000]), tf.tensor1d(ids, 'int32'), 7);
    expect([...sums.dataSync()]).toEqual([2858, 2857, 2857, 2857, 2857, 2857, 2857]);
  });
});

describe('headLogits', () => {
  it('takes one head of the last place', () => {
    const logits = tf.tensor3d([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2]);
    expect([...headLogits(tf, logits, POLICY).dataSync()]).toEqual([1, 3, 5, 7]);
    expect([...headLogits(tf, logits, CLICK).dataSync()]).toEqual([2, 4, 6, 8]);
  });
});

describe('listwiseLoss', () => {
  it('is the cross entropy of each list, averaged, with softmax less target as gradient', () => {
    const logits = [0, Math.log(3), 1, 1];
    const target = [0.5, 0.5, 1, 0];
    const got = valueAndGradient(logits, [2, 2], (x) =>
      listwiseLoss(tf, x, tf.tensor2d(target, [2, 2])),
    );
    // The first list's softmax is (¼, ¾), the second's (½, ½).
    expect(got.value).toBeCloseTo((-0.5 * Math.log(0.25 * 0.75) + Math.log(2)) / 2, 5);
    expectClose(got.gradient, [-0.125, 0.125, -0.25, 0.25]);
  });

  it('holds at extreme logits', () => {
    const got = valueAndGradient([50, -50, 50, -50], [2, 2], (x) =>
      listwiseLoss(tf, x, tf.tensor2d([0, 1, 1, 0], [2, 2])),
    );
    expect(got.value).toBeCloseTo(50, 4);
    expectClose(got.gradient, [0.5, -0.5, 0, 0]);
  });
});

describe('pointwiseLoss', () => {
  const entropy = (x: number, t: number): number => Math.log1p(Math.exp(x)) - t * x;

  it('is the binary cross entropy with soft targets', () => {
    const logits = [-1.5, 0, 2, 0.3];
    const target = [0, 0.25, 1, 0.7];
    const got = valueAndGradient(logits, [1, 4], (x) =>
      pointwiseLoss(tf, x, tf.tensor2d(target, [1, 4])),
    );
    expect(got.value).toBeCloseTo(
      logits.reduce((sum, x, i) => sum + entropy(x, target[i]!), 0) / 4,
      5,
    );
    expectClose(
      got.gradient,
      logits.map((x, i) => (1 / (1 + Math.exp(-x)) - target[i]!) / 4),
    );
  });

  it('averages by weight', () => {
    const got = valueAndGradient([1, 5], [1, 2], (x) =>
      pointwiseLoss(tf, x, tf.tensor2d([1, 0], [1, 2]), tf.tensor2d([4, 0], [1, 2])),
    );
    expect(got.value).toBeCloseTo(entropy(1, 1), 4);
    expect(got.gradient[1]).toBe(0);
  });

  it('holds at extreme logits', () => {
    const got = valueAndGradient([50, -50, 50, -50], [1, 4], (x) =>
      pointwiseLoss(tf, x, tf.tensor2d([0, 1, 1, 0], [1, 4])),
    );
    expect(got.value).toBeCloseTo(25, 4);
    expectClose(got.gradient, [0.25, -0.25, 0, 0]);
  });
});

describe('examinedLoss', () => {
  const sigma = (x: number): number => 1 / (1 + Math.exp(-x));

  function examined(
    attraction: number[],
    examination: number[],
    clicked: number[],
    weight = clicked.map(() => 1),
  ) {
    const shape: [number, number] = [1, clicked.length];
    const loss = (a: Tensor, e: Tensor): Tensor =>
      examinedLoss(tf, a, e, tf.tensor2d(clicked, shape), tf.tensor2d(weight, shape)).asScalar();
    const { value, grads } = tf.valueAndGrads(loss)([
      tf.tensor2d(attraction, shape),
      tf.tensor2d(examination, shape),
    ]);
    return {
      value: value.dataSync()[0]!,
      attraction: [...grads[0]!.dataSync()],
      examination: [...grads[1]!.dataSync()],
    };
  }

  it('is the binary cross entropy of the product of both probabilities', () => {
    const a = [-1, 0.5, 2, 0];
    const e = [0.3, -2, 1, 4];
    const clicked = [1, 0, 0, 1];
    const weight = [1, 2, 0.5, 1];
    const got = examined(a, e, clicked, weight);
    let loss = 0;
    const total = 4.5;
    for (let i = 0; i < 4; i++) {
      const p = sigma(a[i]!) * sigma(e[i]!);
      loss -= weight[i]! * (clicked[i] === 1 ? Math.log(p) : Math.log(1 - p));
      // d log p = 1 − σ; d log(1 − p) = −p (1 − σ) / (1 − p).
      const factor = clicked[i] === 1 ? -1 : p / (1 - p);
      expect(got.attraction[i]).toBeCloseTo((weight[i]! * factor * (1 - sigma(a[i]!))) / total, 4);
      expect(got.examination[i]).toBeCloseTo((weight[i]! * factor * (1 - sigma(e[i]!))) / total, 4);
    }
    expect(got.value).toBeCloseTo(loss / total, 4);
  });

  it('is exact and still pulls at extreme logits', () => {
    // No click on what is surely examined and surely attractive: 1 − σ(50)² is 2 e⁻⁵⁰.
    const sure = examined([50], [50], [0]);
    expect(sure.value).toBeCloseTo(50 - Math.log(2), 3);
    expectClose(sure.attraction, [0.5], 4);
    expectClose(sure.examination, [0.5], 4);
    // A click on what is never seen nor attractive.
    const never = examined([-50], [-50], [1]);
    expect(never.value).toBeCloseTo(100, 3);
    expectClose(never.attraction, [-1], 4);
    // What was never seen says nothing of its attraction.
    const unseen = examined([50], [-50], [0]);
    expect(unseen.value).toBeCloseTo(0, 5);
    expectClose(unseen.attraction, [0], 5);
    // All the blame falls on attraction where examination is certain.
    const certain = examined([12], [50], [0]);
    expect(certain.value).toBeCloseTo(Math.log1p(Math.exp(12)), 3);
    expectClose(certain.attraction, [1], 3);
    for (const a of [-50, 0, 50]) {
      for (const e of [-50, 0, 50]) {
        for (const clicked of [0, 1]) {
          const { value, attraction, examination } = examined([a], [e], [clicked]);
          for (const x of [value, ...attraction, ...examination]) expect(x).not.toBeNaN();
          expect(value).toBeGreaterThanOrEqual(-1e-5);
          expect(value).toBeLessThan(101);
        }
      }
    }
  });
});

describe('soft targets', () => {
  it('softmaxRows makes a distribution of each row', () => {
    const rows = softmaxRows(Float32Array.of(0, Math.log(3), 500, -500, 500, 500), 2);
    expectClose(rows, [0.25, 0.75, 1, 0, 0.5, 0.5], 6);
  });

  it('logit is the inverse of logistic within 2 %', () => {
    for (const share of [0.02, 0.3, 0.98]) {
      expect(logistic(Float32Array.of(logit(share)))[0]).toBeCloseTo(share, 6);
    }
    expect(logit(0)).toBe(logit(0.02));
    expect(logit(1)).toBe(logit(0.98));
    expect([...logistic(Float32Array.of(-200, 0, 200))]).toEqual([0, 0.5, 1]);
  });
});

describe('marginLoss', () => {
  it('is the mean squared error of the margins of all pairs, and free of a constant a list', () => {
    const logits = draw(8);
    const teacher = draw(8);
    let wanted = 0;
    for (let list = 0; list < 2; list++) {
      for (let i = 0; i < 4; i++) {
        for (let j = 0; j < 4; j++) {
          const own = logits[4 * list + i]! - logits[4 * list + j]!;
          wanted += (own - (teacher[4 * list + i]! - teacher[4 * list + j]!)) ** 2 / 32;
        }
      }
    }
    const lossOf = (x: Tensor2D): Tensor => marginLoss(tf, x, tf.tensor2d(teacher, [2, 4]));
    const { value, gradient } = valueAndGradient([...logits], [2, 4], lossOf);
    expect(value).toBeCloseTo(wanted, 5);
    const moved = valueAndGradient(
      [...logits].map((x, i) => x + (i < 4 ? 3 : -1)),
      [2, 4],
      lossOf,
    );
    expect(moved.value).toBeCloseTo(wanted, 4);
    expectClose(moved.gradient, gradient, 4);
    expect(valueAndGradient([...teacher], [2, 4], lossOf).value).toBeCloseTo(0, 6);
  });
});

describe('hardenLabels', () => {
  it('keeps whole grades and the best eighth', () => {
    const list = { profile: 0, items: new Int32Array(16), at: 0 };
    const policy = Float32Array.from({ length: 16 }, (_, i) => logit(i / 15));
    const click = Float32Array.from({ length: 16 }, (_, i) => Math.sin(i));
    const hard = hardenLabels({ ...list, policy, click });
    expect(new Set([...hard.policy!].map((x) => x.toFixed(4))).size).toBe(5);
    expect(hard.policy![7]).toBeCloseTo(0, 5);
    expect([...hard.click!].filter((x) => x > 0)).toHaveLength(2);
    expect(hard.click![8]).toBeGreaterThan(0);
    expect(hardenLabels({ ...list, policy: undefined, click: undefined }).click).toBeUndefined();
  });
});
