import { compileSchema } from '../../src/core/features/compile-schema.ts';
import { createRandom } from '../../src/core/math/random.ts';
import { loadStudent } from '../../src/core/student/load.ts';
import { inventObject } from '../../src/core/student/invent-object.ts';
import { createReranker } from '../../src/sdk/reranker.ts';
import { createScalarEngine } from '../../src/sdk/engines/scalar.ts';
import { createWasmEngine } from '../../src/sdk/engines/wasm/engine.ts';
import { isRelaxedExact } from '../../src/sdk/engines/wasm/kernel.ts';
import { OUT } from '../../src/sdk/engines/wasm/layout.ts';
import { webgpu } from '../../src/sdk/engines/webgpu/index.ts';
import { makePairs } from '../../test/bench/fixtures.ts';
import { EVERY_KIND, randomStudentFile } from '../../test/fixtures/random-student.ts';
import { engineChecks } from '../../test/sdk/engines/engine-checks.ts';

const ENGINES = {
  scalar: createScalarEngine,
  wasm: () => createWasmEngine(false),
  'wasm-relaxed': () => createWasmEngine(true),
  // Always the GPU, however short the list.
  webgpu: () => webgpu({ minItems: 0 }),
};
export type EngineName = keyof typeof ENGINES;

/** Runs every check; the names of those that passed, and what went wrong in the others. */
export async function runChecks(
  name: EngineName,
  maxCount?: number,
): Promise<{ passed: string[]; failed: string[] }> {
  const passed: string[] = [];
  const failed: string[] = [];
  for (const check of engineChecks(maxCount)) {
    try {
      await check.run(ENGINES[name]());
      passed.push(check.name);
    } catch (error) {
      failed.push(`${check.name}: ${String(error)}`);
    }
  }
  return { passed, failed };
}

/** Engines that need nothing but JavaScript and WebAssembly, and run here. */
export function engineNames(): EngineName[] {
  return ['scalar', 'wasm', ...(isRelaxedExact() ? (['wasm-relaxed'] as const) : [])];
}

/** What an engine says of this browser. */
export async function probe(name: EngineName): Promise<unknown> {
  return ENGINES[name]().probe();
}

/** The GPU as a browser gives it, as far as the tests reach into it. */
interface GpuGlobals {
  GPUAdapter: { prototype: { requestDevice(this: object, options: object): Promise<Device> } };
  GPUDevice: {
    prototype: {
      createShaderModule(this: object, options: { code: string }): object;
      createBuffer(this: object, options: { size: number; mappedAtCreation?: boolean }): object;
    };
  };
  GPUQueue: {
    prototype: { writeBuffer(this: object, to: object, at: number, data: ArrayBufferView): void };
  };
  GPUBuffer: { prototype: { mapAsync(this: { size: number }, mode: number): Promise<void> } };
  GPUMapMode: { READ: number };
  GPUComputePassEncoder: { prototype: { dispatchWorkgroups(this: object, x: number): void } };
  navigator: { gpu: object };
}
interface Device {
  destroy(): void;
}
const gpuGlobals = globalThis as unknown as GpuGlobals;

/** Makes the browser's WGSL look as if it had no language features. */
export function hideWgslFeatures(): void {
  const { gpu } = gpuGlobals.navigator;
  Object.defineProperty(gpu, 'wgslLanguageFeatures', { value: new Set() });
}

/** Damages what a kernel computes, as a miscompiling browser would. */
export function breakWasm(): void {
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = (async (module: WebAssembly.Module, imports: WebAssembly.Imports) => {
    const { exports } = await instantiate(module, imports);
    const { memory } = imports['env'] as { memory: WebAssembly.Memory };
    const score = exports['score'] as (count: number) => void;
    return {
      exports: {
        ...exports,
        score(count: number) {
          score(count);
          const words = new Int32Array(memory.buffer);
          words[words[OUT >> 2]! >> 2]! += 1;
        },
      },
    };
  }) as unknown as typeof instantiate;
}

/** Changes every shader before the browser compiles it. */
export function editShaders(from: string, to: string): void {
  const { prototype } = gpuGlobals.GPUDevice;
  const { createShaderModule } = prototype;
  prototype.createShaderModule = function create({ code, ...options }) {
    return createShaderModule.call(this, { ...options, code: code.replaceAll(from, to) });
  };
}

/** What crossed the bus, and what the GPU was asked to do. */
export interface GpuTraffic {
  dispatches: number;
  sentBytes: number;
  readBytes: number;
  shaders: string[];
}

/** Counts from now on, until it is told to stop. */
function watchGpu(): { traffic: GpuTraffic; stop(): void } {
  const traffic: GpuTraffic = { dispatches: 0, sentBytes: 0, readBytes: 0, shaders: [] };
  const { GPUDevice, GPUQueue, GPUBuffer, GPUMapMode, GPUComputePassEncoder } = gpuGlobals;
  const { createShaderModule, createBuffer } = GPUDevice.prototype;
  GPUDevice.prototype.createShaderModule = function create(options) {
    traffic.shaders.push(options.code);
    return createShaderModule.call(this, options);
  };
  GPUDevice.prototype.createBuffer = function create(options) {
    if (options.mappedAtCreation) traffic.sentBytes += options.size;
    return createBuffer.call(this, options);
  };
  const { writeBuffer } = GPUQueue.prototype;
  GPUQueue.prototype.writeBuffer = function write(to, at, data, ...range: []) {
    traffic.sentBytes += data.byteLength;
    writeBuffer.call(this, to, at, data, ...range);
  };
  const { mapAsync } = GPUBuffer.prototype;
  GPUBuffer.prototype.mapAsync = function map(mode, ...range: []) {
    if (mode === GPUMapMode.READ) traffic.readBytes += this.size;
    return mapAsync.call(this, mode, ...range);
  };
  const { dispatchWorkgroups } = GPUComputePassEncoder.prototype;
  GPUComputePassEncoder.prototype.dispatchWorkgroups = function dispatch(x, ...more: []) {
    traffic.dispatches++;
    dispatchWorkgroups.call(this, x, ...more);
  };
  return {
    traffic,
    stop() {
      Object.assign(GPUDevice.prototype, { createShaderModule, createBuffer });
      Object.assign(GPUQueue.prototype, { writeBuffer });
      Object.assign(GPUBuffer.prototype, { mapAsync });
      Object.assign(GPUComputePassEncoder.prototype, { dispatchWorkgroups });
    },
  };
}

/** Scores the same items three times on the GPU; what each time asked of it, and whether the bits were right. */
export async function gpuTraffic(count: number): Promise<(GpuTraffic & { isExact: boolean })[]> {
  const student = loadStudent(await randomStudentFile({ width: 64, hidden: 16 }));
  const random = createRandom('e2e');
  const items = Array.from({ length: count }, () => inventObject(student.schema, 'item', random));
  const profile = inventObject(student.schema, 'profile', random);
  const { codes, stride, slots, query, evidence, want } = makePairs(student, items, profile);
  const session = await ENGINES.webgpu().open(student);
  session.reserve(count);
  for (const slot of slots) {
    session.write(slot, codes.subarray(slot * stride, (slot + 1) * stride));
  }
  const seen: (GpuTraffic & { isExact: boolean })[] = [];
  for (let i = 0; i < 3; i++) {
    const watched = watchGpu();
    const out = new Int32Array(2 * count);
    await session.score(query, evidence, slots, out);
    watched.stop();
    seen.push({ ...watched.traffic, isExact: out.every((value, k) => value === want[k]) });
  }
  session.close();
  return seen;
}

/** What a ranking says: engine, reasons, and every id with its score. */
export interface Told {
  engine: string;
  rejected: { name: string; reason: string }[];
  order: [id: string, score: number][];
}

/**
 * Ranks invented items three times with one reranker.
 *
 * @param kill when to destroy the GPU's device: before the second ranking, or while it runs
 */
export async function rankThrice(
  engine: 'auto' | 'scalar' | 'webgpu',
  count: number,
  kill?: 'between' | 'during',
): Promise<Told[]> {
  const devices: Device[] = [];
  if (kill) {
    const { prototype } = gpuGlobals.GPUAdapter;
    const { requestDevice } = prototype;
    prototype.requestDevice = async function request(options) {
      const device = await requestDevice.call(this, options);
      devices.push(device);
      return device;
    };
  }
  const reranker = await createReranker({
    model: await randomStudentFile({ width: 64, hidden: 16 }),
    engine: engine === 'webgpu' ? webgpu({ minItems: 0 }) : engine,
    storage: 'memory',
  });
  const random = createRandom('e2e');
  const schema = compileSchema(EVERY_KIND);
  const items = Array.from({ length: count }, (_, i) => ({
    identifier: `item-${i}`,
    ...inventObject(schema, 'item', random),
  }));
  const told: Told[] = [];
  for (let i = 0; i < 3; i++) {
    const profile = inventObject(schema, 'profile', random);
    if (i === 1 && kill === 'between') for (const device of devices) device.destroy();
    const ranking = reranker.rank(items, { profile });
    if (i === 1 && kill === 'during') {
      // After the work was handed over, before its result can have come back.
      await Promise.resolve();
      for (const device of devices) device.destroy();
    }
    const ranked = (await ranking).items;
    told.push({
      engine: (await ranking).engine,
      rejected: reranker.engine.rejected,
      order: ranked.map(({ id, score }) => [id, score]),
    });
  }
  reranker.dispose();
  return told;
}
