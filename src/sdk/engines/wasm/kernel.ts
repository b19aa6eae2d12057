import type { Probe } from '../../../core/engine.ts';
import { decodeBase64 } from '../../load/base64.ts';

/** What the kernel exports; parameters lie in memory as layout.ts says. */
export interface Kernel {
  /** Scores the first `count` of the slots at SLOTS into OUT, rounded up to whole tiles. */
  score(count: number): void;
  /** Compares the first `count` of the slots at SLOTS with the job at UNIT_VECTOR, into OUT. */
  affinities(count: number): void;
  /** Expands the packed table: see assembly/unpack.ts. */
  unpack(from: number, scales: number, values: number, perByte: number): void;
  /** Encodes what was read into DENSE and WHOLES, after folding `bytes` at UTF8; 0 where it cannot fold them. */
  encode(bytes: number): number;
}

/** The smallest module with a vector instruction: `(func (result v128) (i8x16.popcnt (i8x16.splat (i32.const 0))))`. */
const SIMD_PROBE = 'AGFzbQEAAAABBQFgAAF7AwIBAAoKAQgAQQD9D/1iCw';

/** Whether WebAssembly with 128-bit SIMD may be compiled here. A content security policy may forbid it. */
export function probeKernel(): Probe {
  return (probed ??= probe());
}

let probed: Probe | undefined;

function probe(): Probe {
  if (typeof WebAssembly !== 'object') {
    return { supported: false, error: 'There is no WebAssembly here.' };
  }
  if (typeof DecompressionStream !== 'function') {
    return { supported: false, error: 'There is no DecompressionStream here.' };
  }
  const bytes = decodeBase64(SIMD_PROBE)!;
  if (!WebAssembly.validate(bytes)) {
    return { supported: false, error: 'WebAssembly has no SIMD here.' };
  }
  try {
    // A policy that forbids compilation does not keep it from validating.
    void new WebAssembly.Module(bytes);
    return { supported: true };
  } catch (error) {
    return {
      supported: false,
      error: `WebAssembly is forbidden here, by a content security policy without 'wasm-unsafe-eval' for instance. ${String(error)}`,
    };
  }
}

let compiled: Promise<WebAssembly.Module> | undefined;

/**
 * The kernel, compiled once. Asynchronous since some browsers refuse to compile more than 4 KB at once. Its
 * bytes are a chunk of their own: they do not compress any further, and would keep what is around them from
 * doing so; and where WebAssembly may not run they are not wanted.
 */
export function compileKernel(): Promise<WebAssembly.Module> {
  return (compiled ??= import('pocketrank:wasm-kernel')
    .then(({ KERNEL }) => decompress(decodeBase64(KERNEL)!))
    .then((bytes) => WebAssembly.compile(bytes)));
}

/** The kernel over a memory. */
export async function instantiateKernel(memory: WebAssembly.Memory): Promise<Kernel> {
  const { exports } = await WebAssembly.instantiate(await compileKernel(), { env: { memory } });
  return exports as unknown as Kernel;
}

function decompress(bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  // A blob's bytes would come by way of the browser's own process.
  const { body } = new Response(bytes);
  return new Response(body!.pipeThrough(new DecompressionStream('deflate'))).arrayBuffer();
}
