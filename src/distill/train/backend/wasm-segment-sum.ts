import type { TensorInfo } from '@tensorflow/tfjs';
import type { Tf } from './tf.ts';

/** The parts of a backend that a kernel needs. */
interface WasmBackend {
  readSync(dataId: object): ArrayBufferView;
  makeOutput(shape: number[], dtype: 'float32'): TensorInfo;
  typedArrayFromHeap(tensor: TensorInfo): Float32Array;
}

/**
 * The gradient of `tf.gather` needs the kernel UnsortedSegmentSum, which the wasm backend lacks: sums of
 * the rows of `x` by segment id.
 */
export function registerWasmSegmentSum(tf: Tf): void {
  if (tf.getKernel('UnsortedSegmentSum', 'wasm') !== undefined) return;
  tf.registerKernel({
    kernelName: 'UnsortedSegmentSum',
    backendName: 'wasm',
    kernelFunc: ({ inputs, backend, attrs }) => {
      const wasm = backend as unknown as WasmBackend;
      const { x, segmentIds } = inputs as {
        x: TensorInfo;
        segmentIds: TensorInfo;
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
