/*
 * The parts of WebGPU and of tfjs that the engine uses. TypeScript's DOM library has no WebGPU yet, and the
 * package's own types must not need those of an optional peer.
 */

export interface GpuBuffer {
  readonly size: number;
}

export interface GpuDevice {
  readonly lost: Promise<{ reason: string; message: string }>;
  readonly queue: { writeBuffer(buffer: GpuBuffer, offset: number, data: Uint8Array): void };
  addEventListener(
    type: 'uncapturederror',
    listener: (event: { error: { message: string }; preventDefault(): void }) => void,
  ): void;
  destroy(): void;
}

export interface GpuAdapter {
  readonly limits: Readonly<Record<string, number>>;
  readonly info?: object;
  requestDevice(descriptor: { requiredLimits: Record<string, number> }): Promise<GpuDevice>;
}

export interface Gpu {
  requestAdapter(options?: { powerPreference: string }): Promise<GpuAdapter | null>;
  readonly wgslLanguageFeatures?: { has(name: string): boolean };
}

/** A tensor of tfjs. */
export interface Tensor {
  dataId: object;
  shape: number[];
  dtype: 'int32';
}

/** A `WebGPUProgram` of tfjs. */
export interface Program {
  variableNames: string[];
  uniforms: string;
  outputShape: number[];
  shaderKey: string;
  workgroupSize: [number, number, number];
  dispatchLayout: { x: number[] };
  dispatch: [number, number, number];
  getUserCode(): string;
}

/** The `WebGPUBackend` of tfjs. */
export interface Backend {
  readonly tensorMap: { get(dataId: object): { resource?: GpuBuffer } };
  makeTensorInfo(shape: number[], dtype: 'int32', values?: Int32Array): Tensor;
  uploadToGPU(dataId: object): void;
  runWebGPUProgram(
    program: Program,
    inputs: Tensor[],
    outputDtype: 'int32',
    uniforms: { type: 'int32'; data: number[] }[],
  ): Tensor;
  read(dataId: object): Promise<Int32Array>;
  disposeData(dataId: object, force?: boolean): boolean;
  dispose(): void;
}
