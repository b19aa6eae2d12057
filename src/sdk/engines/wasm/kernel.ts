import { PocketRankError } from '../../../core/errors.ts';
import { decodeBase64 } from '../../bytes/base64.ts';
import { decodeKernel } from './decode-kernel.ts';

/** What the kernel exports; parameters lie in memory as layout.ts says. */
export interface Kernel {
  /** Packs the query that was written. */
  pack(): void;
  /** Scores the first `count` of the slots at SLOTS into OUT, rounded up to whole tiles. */
  score(count: number): void;
  /** Compares the first `count` of the slots at SLOTS with the item at PROFILE, into OUT. */
  affinities(count: number): void;
  /** Expands the packed table: see assembly/unpack.ts. */
  unpack(from: number, scales: number, values: number, perByte: number): void;
  /** Finds what texts name in the `bytes` at UTF8: see assembly/terms.ts. */
  terms(bytes: number): number;
  /** Encodes what was read into DENSE and WHOLES, after folding `bytes` at UTF8; 0 where it cannot fold them. */
  encode(bytes: number): number;
}

/** Gives one sum of `i32x4.relaxed_dot_i8x16_i7x16_add_s` of 127s, 255s and 5s. */
const RELAXED_PROBE = 'AGFzbQEAAAABBQFgAAF/AwIBAAcFAQFmAAAKFwEVAEH/AP0PQX/9D0EF/RH9kwL9GwAL';

/**
 * Whether there is a relaxed dot product that adds up all four products at once. Its second operand here is one
 * that it need not take: whether that counts as 255 or as −1 tells such instructions (x86 with VNNI, ARM)
 * apart from sequences of several, whose pairs saturate (x86 without), which take longer than products of 16
 * bits, and from those that early versions of V8 got wrong.
 */
export function isRelaxedExact(): boolean {
  try {
    const module = new WebAssembly.Module(decodeBase64(RELAXED_PROBE)!);
    const { f } = new WebAssembly.Instance(module).exports as { f(): number };
    return [4 * 127 * 255 + 5, 4 * 127 * -1 + 5].includes(f());
  } catch {
    return false;
  }
}

const compiled: Promise<WebAssembly.Module>[] = [];

/**
 * A build of the kernel, compiled once. Its bytes are a chunk of their own: where WebAssembly may not run they
 * are not wanted, and of two builds one is. They are compiled at once, which takes a millisecond, since another
 * thread's answer takes several to come; older browsers refuse that for more than 4 KB.
 */
export function compileKernel(isRelaxed: boolean): Promise<WebAssembly.Module> {
  return (compiled[+isRelaxed] ??= compile(isRelaxed));
}

/** Takes a kernel that was compiled ahead, of the build without relaxed SIMD. */
export function useKernel(module: WebAssembly.Module): void {
  compiled[0] = Promise.resolve(module);
}

async function compile(isRelaxed: boolean): Promise<WebAssembly.Module> {
  // A module that does nothing compiles wherever anything may be compiled.
  void new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  const { KERNEL } = await (
    isRelaxed ? import('pocketrank:wasm-kernel-relaxed') : import('pocketrank:wasm-kernel')
  ).catch((error: unknown) => {
    // A page that is offline may have it the next time.
    delete compiled[+isRelaxed];
    throw error;
  });
  const bytes = decodeKernel(KERNEL);
  try {
    return new WebAssembly.Module(bytes);
  } catch {
    return WebAssembly.compile(bytes);
  }
}

/** The kernel over a memory. */
export async function instantiateKernel(
  memory: WebAssembly.Memory,
  isRelaxed: boolean,
): Promise<Kernel> {
  const module = await compileKernel(isRelaxed);
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  const guarded = Object.entries(exports).map(([name, work]) => [
    name,
    guard(work as () => number),
  ]);
  return Object.fromEntries(guarded) as Kernel;
}

/** A kernel whose memory was damaged may trap: that is a failure of the engine, which the next one makes good. */
const guard =
  (work: (...numbers: number[]) => number) =>
  (a: number, b: number, c: number, d: number): number => {
    try {
      return work(a, b, c, d);
    } catch (cause) {
      throw new PocketRankError('ENGINE_FAILED', `The kernel failed: ${String(cause)}`, { cause });
    }
  };
