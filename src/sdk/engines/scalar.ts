import type { Engine } from '../../core/engine.ts';

/**
 * The engine that runs anywhere: plain code, no eval, no wasm, no worker. It is the definition itself
 * (`createScalarEncoder`, `crossFeatures`, `scoreItems`), so it serves under a strict content security
 * policy, in Lockdown Mode, and as the reference for every other engine. Most pages run another one, so its
 * code is loaded when it is first opened.
 */
export function createScalarEngine(): Engine {
  return {
    name: 'scalar',
    probe: () => ({ supported: true }),
    open: async (student) => (await loadScalarSession()).createScalarSession(student),
  };
}

/** The engine's code. */
export const loadScalarSession = (): Promise<typeof import('./scalar-session.ts')> =>
  import('./scalar-session.ts');
