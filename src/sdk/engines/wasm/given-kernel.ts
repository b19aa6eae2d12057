import type { Engine } from '../../../core/engine.ts';
import { PocketRankError } from '../../../core/errors.ts';
import { createWasmEngine } from './engine.ts';
import { useKernel } from './kernel.ts';

/** Options of {@link wasm}. */
export interface WasmOptions {
  /**
   * The kernel, compiled ahead: `import kernel from 'pocketrank/kernel.wasm'` where the bundler or the runtime makes a
   * `WebAssembly.Module` of it, as workerd does.
   */
  kernel: object;
}

/**
 * The engine `wasm` with a kernel that was compiled ahead, for edge runtimes, which compile nothing while they run. Such
 * a kernel serves every reranker that is created afterwards.
 *
 * @throws INVALID_ARGUMENT where the kernel is no `WebAssembly.Module`
 */
export function wasm({ kernel }: WasmOptions): Engine {
  if (typeof WebAssembly !== 'object' || !(kernel instanceof WebAssembly.Module)) {
    throw new PocketRankError('INVALID_ARGUMENT', 'The kernel is no WebAssembly.Module.', {
      hint: "Have `import kernel from 'pocketrank/kernel.wasm'` give a compiled module: in wrangler it does by itself.",
    });
  }
  useKernel(kernel);
  return createWasmEngine(false);
}
