import { PocketRankError } from '../../../core/errors.ts';
import type { Tensor, Tf } from './tf.ts';
import { registerWasmSegmentSum } from './wasm-segment-sum.ts';
import { useGpu } from './webgpu-backend.ts';

/** What computes the dense part of training: `wasm` on one core of the processor, `webgpu` on a GPU. */
export const TRAINING_BACKENDS = ['wasm', 'webgpu'] as const;
export type TrainingBackend = (typeof TRAINING_BACKENDS)[number];

const loading = new Map<TrainingBackend, Promise<Tf>>();

/**
 * Loads TensorFlow.js with a backend, each once a process, and makes that backend the current one: a process
 * trains with one at a time. Both add in a fixed order, so that the same seed gives the same bytes on the same
 * machine.
 *
 * @throws MISSING_PACKAGE, and NO_ENGINE where there is no GPU for `webgpu`
 */
export async function loadTensorflow(backend: TrainingBackend = 'wasm'): Promise<Tf> {
  let starting = loading.get(backend);
  if (starting === undefined) {
    starting = backend === 'wasm' ? startWasm() : startWebgpu();
    loading.set(backend, starting);
  }
  const tf = await starting;
  await tf.setBackend(backend);
  return tf;
}

async function startWasm(): Promise<Tf> {
  const [tf] = await load([
    ['@tensorflow/tfjs', () => import('@tensorflow/tfjs')],
    ['@tensorflow/tfjs-backend-wasm', () => import('@tensorflow/tfjs-backend-wasm')],
  ]);
  registerWasmSegmentSum(tf);
  return tf;
}

async function startWebgpu(): Promise<Tf> {
  const [tf, dawn, backend] = await load([
    ['@tensorflow/tfjs', () => import('@tensorflow/tfjs')],
    ['webgpu', () => import('webgpu')],
    ['@tensorflow/tfjs-backend-webgpu', () => import('@tensorflow/tfjs-backend-webgpu')],
  ]);
  await useGpu(tf, dawn, backend);
  return tf;
}

type Loader<T> = [name: string, load: () => Promise<T>];

/** @throws MISSING_PACKAGE */
async function load<T extends unknown[]>(
  packages: readonly [...{ [i in keyof T]: Loader<T[i]> }],
): Promise<T> {
  try {
    return (await Promise.all(packages.map(([, start]) => start()))) as T;
  } catch (cause) {
    const names = packages.map(([name]) => name).join(' ');
    throw new PocketRankError(
      'MISSING_PACKAGE',
      'Training needs TensorFlow.js, which cannot be loaded.',
      { hint: `Run \`npm install ${names}\`.`, cause },
    );
  }
}

/** Runs `compute` and reads what it returns; no tensor stays behind. */
export async function readTensors(tf: Tf, compute: () => Tensor[]): Promise<Float32Array[]> {
  const tensors = tf.tidy(compute);
  const values = await Promise.all(tensors.map((tensor) => tensor.data<'float32'>()));
  tf.dispose(tensors);
  return values;
}
