import type { WebGPUBackend, webgpu_util } from '@tensorflow/tfjs-backend-webgpu';
import type { globals } from 'webgpu';
import { PocketRankError } from '../../../core/errors.ts';
import type { Tf } from './tf.ts';
import { registerGpuSegmentSum } from './webgpu-segment-sum.ts';

/** Dawn: the npm package `webgpu`. */
interface Dawn {
  create(options: string[]): GPU;
  globals: typeof globals;
}

interface BackendPackage {
  WebGPUBackend: typeof WebGPUBackend;
  webgpu_util: typeof webgpu_util;
}

/**
 * Gives tfjs a GPU in Node: registers the backend `webgpu` on a device of Dawn.
 *
 * tfjs was written for browsers. It asks for `navigator.gpu` when the backend is made, and throughout for the
 * constants of WebGPU as globals; and two of its kernels add with atomics, in an order that differs from run
 * to run, so that neither is used.
 *
 * @throws NO_ENGINE where there is no adapter
 */
export async function useGpu(tf: Tf, dawn: Dawn, backend: BackendPackage): Promise<void> {
  const gpu = dawn.create([]);
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) {
    throw new PocketRankError(
      'NO_ENGINE',
      'There is no GPU to train on: Dawn (npm `webgpu`) finds no adapter.',
      {
        hint: 'Install the driver of the GPU (on Linux: its Vulkan driver), or train with `--backend wasm`.',
      },
    );
  }
  const { limits } = adapter;
  const device = await adapter.requestDevice({
    requiredLimits: Object.fromEntries(LIMITS.map((name) => [name, limits[name]])),
  });
  Object.assign(globalThis, dawn.globals);
  // Where the process has a `navigator.gpu` of its own, the package has registered itself.
  if (tf.findBackendFactory('webgpu') !== null) tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', () =>
    withNavigator({ gpu }, () => new backend.WebGPUBackend(device, adapter.info)),
  );
  const { MatMulProgramType } = backend.webgpu_util;
  tf.env().set('WEBGPU_MATMUL_PROGRAM_TYPE', MatMulProgramType.MatMulSmallOutputSizeProgram);
  registerGpuSegmentSum(tf);
}

/** The limits that tfjs's kernels are written for, as far as the adapter goes. */
const LIMITS = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const;

/** Calls `make` with another `navigator`, which Node has none of before version 21 and then without `gpu`. */
function withNavigator<T>(navigator: object, make: () => T): T {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
  try {
    return make();
  } finally {
    if (own === undefined) delete (globalThis as { navigator?: unknown }).navigator;
    else Object.defineProperty(globalThis, 'navigator', own);
  }
}
