import type { Engine } from '../../../core/engine.ts';
import { compileKernel, isRelaxedExact } from './kernel.ts';
import { createWasmSession } from './session.ts';

/**
 * The engine that runs an int8 SIMD kernel, compiled from assembly/ and inlined as text: no asset to serve,
 * no worker, no threads. Gives the bits of the scalar definition.
 *
 * @param isRelaxed which build of the kernel; default: the relaxed one where it is exact and pays
 */
export function createWasmEngine(isRelaxed?: boolean): Engine {
  const wanted = (): boolean => (isRelaxed ??= isRelaxedExact());
  return {
    name: 'wasm',
    async probe() {
      try {
        await compileKernel(wanted());
        return { supported: true };
      } catch (cause) {
        const words = await import('./why-not.ts').catch(() => undefined);
        return { supported: false, error: words?.whyNot(cause) ?? String(cause) };
      }
    },
    prepare: () => void compileKernel(wanted()).catch(() => {}),
    open: (student) => createWasmSession(student, wanted()),
  };
}
