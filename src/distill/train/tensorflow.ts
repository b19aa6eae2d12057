import type * as Tensorflow from '@tensorflow/tfjs';
import { PocketRankError } from '../../core/errors.ts';

import type { Tensor } from '@tensorflow/tfjs';

/** The module `@tensorflow/tfjs`, loaded and ready. */
export type Tf = typeof Tensorflow;
export type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs';

/** Runs `compute` and reads what it returns; no tensor stays behind. */
export async function readTensors(tf: Tf, compute: () => Tensor[]): Promise<Float32Array[]> {
  const tensors = tf.tidy(compute);
  const values = await Promise.all(tensors.map((tensor) => tensor.data<'float32'>()));
  tf.dispose(tensors);
  return values;
}

let loading: Promise<Tf> | undefined;

/**
 * Loads TensorFlow.js with its wasm backend, once a process: single-threaded SIMD, so that the same seed
 * gives the same bytes.
 *
 * @throws MISSING_PACKAGE
 */
export function loadTensorflow(): Promise<Tf> {
  loading ??= start();
  return loading;
}

async function start(): Promise<Tf> {
  let tf: Tf;
  try {
    tf = await import('@tensorflow/tfjs');
    await import('@tensorflow/tfjs-backend-wasm');
  } catch (cause) {
    throw new PocketRankError(
      'MISSING_PACKAGE',
      'Training needs TensorFlow.js, which is not installed.',
      {
        hint: 'Run `npm install @tensorflow/tfjs @tensorflow/tfjs-backend-wasm`.',
        cause,
      },
    );
  }
  await tf.setBackend('wasm');
  await tf.ready();
  registerSegmentSum(tf);
  return tf;
}

/** The parts of a backend that a kernel needs. */
interface WasmBackend {
  readSync(dataId: object): ArrayBufferView;
  makeOutput(shape: number[], dtype: 'float32'): Tensorflow.TensorInfo;
  typedArrayFromHeap(tensor: Tensorflow.TensorInfo): Float32Array;
}

/**
 * The gradient of `tf.gather` needs the kernel UnsortedSegmentSum, which the wasm backend lacks: sums of
 * the rows of `x` by segment id.
 */
function registerSegmentSum(tf: Tf): void {
  if (tf.getKernel('UnsortedSegmentSum', 'wasm') !== undefined) return;
  tf.registerKernel({
    kernelName: 'UnsortedSegmentSum',
    backendName: 'wasm',
    kernelFunc: ({ inputs, backend, attrs }) => {
      const wasm = backend as unknown as WasmBackend;
      const { x, segmentIds } = inputs as {
        x: Tensorflow.TensorInfo;
        segmentIds: Tensorflow.TensorInfo;
      };
      const { numSegments } = attrs as unknown as { numSegments: number };
      const rowShape = x.shape.slice(1);
      const row = rowShape.reduce((product, n) => product * n, 1);
      const output = wasm.makeOutput([numSegments, ...rowShape], 'float32');
      const values = wasm.readSync(x.dataId) as Float32Array;
      const ids = wasm.readSync(segmentIds.dataId) as Int32Array;
      const sums = wasm.typedArrayFromHeap(output);
      sums.fill(0);
      for (let i = 0; i < ids.length; i++) {
        const to = ids[i]! * row;
        for (let d = 0, from = i * row; d < row; d++, from++) sums[to + d]! += values[from]!;
      }
      return output;
    },
  });
}
