import { describe, expect, it } from 'vitest';
import { createScalarEngine } from '../../../src/sdk/engines/scalar.ts';
import { createWasmEngine } from '../../../src/sdk/engines/wasm/engine.ts';
import { engineChecks } from './engine-checks.ts';

describe.each([
  ['scalar', createScalarEngine],
  ['wasm', createWasmEngine],
])('the %s engine', (name, create) => {
  it('says its name and runs here', async () => {
    const engine = create();
    expect(engine.name).toBe(name);
    expect(await engine.probe()).toEqual({ supported: true });
  });

  it.each(engineChecks())('$name', async (check) => {
    await check.run(create());
  });
});
