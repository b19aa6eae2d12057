import type { TensorInfo } from '@tensorflow/tfjs';
import type { Tf } from './tf.ts';

/** The parts of tfjs's WebGPU backend that the kernel uses. */
interface GpuBackend {
  runWebGPUProgram(
    program: object,
    inputs: TensorInfo[],
    outputDtype: 'float32',
    uniforms: { type: 'int32'; data: number[] }[],
  ): TensorInfo;
}

const WORKGROUP = 64;

/** One thread a sum, which reads every id: in the order of the rows, unlike tfjs's own kernel. */
const SOURCE = `
fn main(index : i32) {
  if (index >= uniforms.sums) { return; }
  let segment = index / uniforms.rowLength;
  let column = index % uniforms.rowLength;
  var sum = 0.0;
  for (var i = 0; i < uniforms.rows; i++) {
    if (segmentIds[i] == segment) { sum += x[i * uniforms.rowLength + column]; }
  }
  result[index] = sum;
}
`;

/**
 * Replaces the kernel UnsortedSegmentSum, of which the gradient of `tf.gather` is made, by one whose sums are
 * the same in every run: sums of the rows of `x` by segment id.
 */
export function registerGpuSegmentSum(tf: Tf): void {
  tf.unregisterKernel('UnsortedSegmentSum', 'webgpu');
  tf.registerKernel({
    kernelName: 'UnsortedSegmentSum',
    backendName: 'webgpu',
    kernelFunc: ({ inputs, backend, attrs }) => {
      const { x, segmentIds } = inputs as { x: TensorInfo; segmentIds: TensorInfo };
      const { numSegments } = attrs as unknown as { numSegments: number };
      const rows = x.shape[0]!;
      const rowShape = x.shape.slice(1);
      const rowLength = rowShape.reduce((product, n) => product * n, 1);
      const sums = numSegments * rowLength;
      const program = {
        variableNames: ['x', 'segmentIds'],
        uniforms: 'rows : i32, rowLength : i32, sums : i32,',
        outputShape: [numSegments, ...rowShape],
        shaderKey: 'pocketrank/segment-sum',
        workgroupSize: [WORKGROUP, 1, 1],
        dispatchLayout: { x: [0, ...rowShape.map((_, i) => 1 + i)] },
        dispatch: [Math.ceil(sums / WORKGROUP), 1, 1],
        getUserCode: () => SOURCE,
      };
      const uniforms = [rows, rowLength, sums].map((value) => ({
        type: 'int32' as const,
        data: [value],
      }));
      return (backend as unknown as GpuBackend).runWebGPUProgram(
        program,
        [x, segmentIds],
        'float32',
        uniforms,
      );
    },
  });
}
