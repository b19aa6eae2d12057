import { KERNEL } from 'pocketrank:train-kernel';

/** The kernel's functions; see assembly/index.ts. Addresses are byte offsets into its memory. */
export interface TrainKernel {
  sumRows(
    rows: number,
    weights: number,
    count: number,
    table: number,
    stride: number,
    out: number,
  ): void;
  addToRows(
    rows: number,
    weights: number,
    count: number,
    gradient: number,
    stride: number,
    gradients: number,
  ): void;
  /** Reserves zeroed bytes for good and returns their address. Views made before are stale afterwards. */
  allocate(bytes: number): number;
  /** A view that is good until the next `allocate`. */
  floats(at: number, count: number): Float32Array;
  bytes(at: number, count: number): Uint8Array;
  words(at: number, count: number): Uint32Array;
}

const PAGE = 65_536;

let compiled: WebAssembly.Module | undefined;

/** Instantiates the kernel with a memory of its own. */
export function createTrainKernel(): TrainKernel {
  compiled ??= new WebAssembly.Module(Buffer.from(KERNEL, 'base64'));
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 32_768 });
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  const { sumRows, addToRows } = exports as unknown as Pick<TrainKernel, 'sumRows' | 'addToRows'>;
  let top = 1024;
  return {
    sumRows,
    addToRows,
    allocate(bytes) {
      const at = top;
      top = at + Math.ceil(bytes / 16) * 16;
      const missing = top - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
      return at;
    },
    floats: (at, count) => new Float32Array(memory.buffer, at, count),
    bytes: (at, count) => new Uint8Array(memory.buffer, at, count),
    words: (at, count) => new Uint32Array(memory.buffer, at, count),
  };
}
