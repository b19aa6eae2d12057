import type { Engine, EngineSession } from '../../../core/engine.ts';
import type { Student } from '../../../core/student/student.ts';
import { checkSession } from '../check-session.ts';
import { PocketRankError } from '../../../core/errors.ts';
import { createScalarEngine } from '../scalar.ts';
import { createWasmEngine } from '../wasm/engine.ts';
import { createGpuSession } from './session.ts';
import type { Backend, Gpu, GpuAdapter, GpuDevice } from './types.ts';

/** Options of {@link webgpu}. */
export interface WebgpuOptions {
  /** Which GPU to ask for, where there are several. Default: the browser's choice. */
  powerPreference?: 'low-power' | 'high-performance' | undefined;
  /**
   * Lists of fewer items are scored without the GPU, on whose answer they would wait longer than they take.
   * Default: as measured on this device, which is remembered.
   */
  minItems?: number | undefined;
}

/** Limits that grow with the number of items; the device is asked for as much as the adapter has. */
const LIMITS = ['maxStorageBufferBindingSize', 'maxBufferSize'];

/**
 * The engine that scores on the GPU, by WebGPU through tfjs. The item codes stay there between rankings; what
 * comes back are two integers an item. Needs the optional peer `@tensorflow/tfjs-backend-webgpu` (and
 * `@tensorflow/tfjs-core`), which is loaded when the engine opens.
 *
 * Gives the bits of every other engine. It pays for long lists: `test/bench/run.ts chromium --webgpu` measures how much.
 */
export function webgpu(options: WebgpuOptions = {}): Engine {
  return {
    name: 'webgpu',
    async probe() {
      const gpu = findGpu();
      if (gpu === undefined) return { supported: false, error: 'There is no WebGPU here.' };
      try {
        const adapter = await findAdapter(gpu, options);
        return adapter
          ? { supported: true }
          : { supported: false, error: 'WebGPU finds no adapter here.' };
      } catch (error) {
        return { supported: false, error: `WebGPU fails: ${String(error)}` };
      }
    },
    async open(student) {
      const gpu = findGpu();
      const adapter = gpu && (await findAdapter(gpu, options));
      if (!adapter) throw new PocketRankError('ENGINE_FAILED', 'WebGPU finds no adapter here.');
      const createBackend = await loadBackend();
      let device: GpuDevice;
      try {
        device = await adapter.requestDevice({
          requiredLimits: Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]!])),
        });
      } catch (cause) {
        throw new PocketRankError('ENGINE_FAILED', 'WebGPU gives no device.', { cause });
      }
      const hasDot = gpu.wgslLanguageFeatures?.has('packed_4x8_integer_dot_product') === true;
      return createGpuSession(
        student,
        await openHost(student),
        device,
        createBackend(device, adapter.info),
        hasDot,
        options.minItems,
      );
    },
  };
}

/** A session for all that is not worth the way to the GPU; proven by the canaries like any other. */
async function openHost(student: Student): Promise<EngineSession> {
  const wasm = createWasmEngine();
  if ((await wasm.probe()).supported) {
    const session = await wasm.open(student);
    try {
      await checkSession(student, session);
      return session;
    } catch {
      session.close();
    }
  }
  return createScalarEngine().open(student);
}

function findGpu(): Gpu | undefined {
  return typeof navigator === 'undefined' ? undefined : (navigator as { gpu?: Gpu }).gpu;
}

function findAdapter(gpu: Gpu, { powerPreference }: WebgpuOptions): Promise<GpuAdapter | null> {
  return gpu.requestAdapter(powerPreference && { powerPreference });
}

/**
 * The backend alone, from its own file: the package's entry would bring every kernel of tfjs along.
 *
 * @throws MISSING_PACKAGE
 */
async function loadBackend(): Promise<(device: GpuDevice, info?: object) => Backend> {
  let module: { WebGPUBackend: new (...args: never[]) => unknown };
  try {
    module = await import('@tensorflow/tfjs-backend-webgpu/dist/backend_webgpu.js');
  } catch (cause) {
    throw new PocketRankError(
      'MISSING_PACKAGE',
      'The engine "webgpu" needs tfjs, which cannot be loaded.',
      {
        hint: 'npm install @tensorflow/tfjs-core @tensorflow/tfjs-backend-webgpu',
        cause,
      },
    );
  }
  const { WebGPUBackend } = module as unknown as {
    WebGPUBackend: new (device: GpuDevice, info?: object) => Backend;
  };
  return (device, info) => new WebGPUBackend(device, info);
}

export type { Engine } from '../../../core/engine.ts';
