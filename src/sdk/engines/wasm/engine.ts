import type { Engine } from '../../../core/engine.ts';
import { compileKernel, probeKernel } from './kernel.ts';
import { createWasmSession } from './session.ts';

/**
 * The engine that runs an int8 SIMD kernel, compiled from assembly/ and inlined as text: no asset to serve,
 * no worker, no threads. Gives the bits of the scalar definition.
 */
export function createWasmEngine(): Engine {
  return {
    name: 'wasm',
    probe: probeKernel,
    prepare: () => {
      if (probeKernel().supported) void compileKernel().catch(() => {});
    },
    open: createWasmSession,
  };
}
