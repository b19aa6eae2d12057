import * as tf from '@tensorflow/tfjs-core';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
// Registers itself where there is a WebGPU.
import '@tensorflow/tfjs-backend-webgpu';
import { outCrossWeights } from '../../src/core/student/out-cross.ts';
import type { Pairs } from './fixtures.ts';

/** The network of a student on another runtime: its item codes are there already, the profile is new. */
export interface Peer {
  name: string;
  run(): Promise<ArrayLike<number>>;
}

/** As much of onnxruntime-web as is used. */
export interface OnnxRuntime {
  env: { wasm: { numThreads: number; wasmPaths?: string } };
  Tensor: new (type: string, data: object, shape: readonly number[]) => object;
  InferenceSession: {
    create(
      model: Uint8Array,
      options: { executionProviders: string[] },
    ): Promise<{ run(feeds: Record<string, object>): Promise<{ outputs: { data: Int32Array } }> }>;
  };
}

export async function onnxPeer(
  ort: OnnxRuntime,
  model: Uint8Array,
  precision: 'float32' | 'int8',
  { student, count, profile, dense, crosses, query }: Pairs,
): Promise<Peer> {
  const session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'] });
  const { width } = student.parameters;
  const tensor = (values: Int8Array | Uint8Array, shape: number[]): object => {
    if (precision === 'float32') return new ort.Tensor('float32', Float32Array.from(values), shape);
    return new ort.Tensor(values instanceof Int8Array ? 'int8' : 'uint8', values, shape);
  };
  const feeds = {
    profile: tensor(profile, [1, width]),
    items: tensor(dense, [count, width]),
    crosses: tensor(crosses, [count, query.crossFeatures]),
  };
  return {
    name: `onnxruntime-web wasm, ${precision}`,
    run: async () => (await session.run(feeds)).outputs.data,
  };
}

/** Tells tfjs where the wasm backend's files lie, with a slash at the end, and to take one thread. */
export function prepareTfjsWasm(path: string): void {
  setWasmPaths(path);
  setThreadsCount(1);
}

/** The stock kernels of tfjs. */
export async function tfjsPeer(backend: 'wasm' | 'webgpu', pairs: Pairs): Promise<Peer> {
  await useBackend(backend);
  const { count, dense, crosses, query } = pairs;
  const { width, hidden, crossFeatures } = query;
  const matrix = (values: ArrayLike<number>, rows: number, columns: number): tf.Tensor2D =>
    tf.tensor2d(Float32Array.from(values), [rows, columns]);
  const items = matrix(dense, count, width);
  const features = matrix(crosses, count, crossFeatures);
  const scaled = (values: Int8Array | Int32Array, shift: number): number[] =>
    Array.from(values, (x) => x * 2 ** shift);
  const crossWeights = matrix(scaled(query.crossWeights, query.crossShift), hidden, crossFeatures);
  const outHidden = matrix(scaled(query.outHidden, query.outHiddenShift), 2, hidden);
  const outCross = matrix(scaled(outCrossWeights(query), query.outCrossShift), 2, crossFeatures);
  const bias = tf.tensor1d(Float32Array.from(query.bias));
  const factor = tf.tensor1d(Float32Array.from(query.multiplier, (m) => m / 2 ** query.shift));
  const outBias = tf.tensor1d(Float32Array.from(query.outBias));
  const outDot = matrix(query.outDot, 1, 2);
  return {
    name: `tfjs ${backend}, float32`,
    async run() {
      await useBackend(backend);
      const out = tf.tidy(() => {
        const weights = matrix(query.weights, hidden, width);
        const profile = matrix(query.profile, 1, width);
        const sum = tf.add(
          tf.add(tf.matMul(items, weights, false, true), bias),
          tf.matMul(features, crossWeights, false, true),
        );
        const units = tf.clipByValue(tf.floor(tf.add(tf.mul(sum, factor), 0.5)), 0, 127);
        const network = tf.add(
          tf.matMul(units, outHidden, false, true),
          tf.matMul(features, outCross, false, true),
        );
        const dot = tf.mul(tf.matMul(items, profile, false, true), outDot);
        return tf.add(network, tf.add(dot, outBias));
      });
      const values = await out.data();
      out.dispose();
      return values;
    },
  };
}

async function useBackend(name: string): Promise<void> {
  if (tf.getBackend() === name) return;
  if (!(await tf.setBackend(name))) throw new Error(`tfjs cannot use the backend "${name}" here.`);
}

/** As much of LiteRT.js as is used. */
export interface LiteRt {
  Tensor: new (data: Float32Array, shape: number[]) => LiteRtTensor;
  loadAndCompile(
    model: Uint8Array,
    options: { accelerator: 'wasm' },
  ): Promise<{ run(inputs: LiteRtTensor[]): Promise<LiteRtTensor[]> }>;
}
interface LiteRtTensor {
  data(): Promise<ArrayLike<number>>;
  delete(): void;
}

/** Kinder to the peer than to others: the profile is folded into its constant weights beforehand. */
export async function liteRtPeer(
  { Tensor, loadAndCompile }: LiteRt,
  model: Uint8Array,
  { count, dense, crosses, query }: Pairs,
): Promise<Peer> {
  const compiled = await loadAndCompile(model, { accelerator: 'wasm' });
  const inputs = [
    new Tensor(Float32Array.from(dense), [count, query.width]),
    new Tensor(Float32Array.from(crosses), [count, query.crossFeatures]),
  ];
  return {
    name: 'LiteRT.js wasm, float32, profile folded in',
    async run() {
      const [output] = await compiled.run(inputs);
      const values = await output!.data();
      output!.delete();
      return values;
    },
  };
}
