import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createScalarEngine } from '../../../src/sdk/engines/scalar.ts';
import { createWasmEngine } from '../../../src/sdk/engines/wasm/engine.ts';
import { isRelaxedExact } from '../../../src/sdk/engines/wasm/kernel.ts';
import { engineChecks } from './engine-checks.ts';

describe.each([
  ['scalar', createScalarEngine],
  ['wasm', () => createWasmEngine(false)],
  ...(isRelaxedExact() ? [['wasm', () => createWasmEngine(true)] as const] : []),
] as const)('the %s engine', (name, create) => {
  it('says its name and runs here', async () => {
    const engine = create();
    expect(engine.name).toBe(name);
    expect(await engine.probe()).toEqual({ supported: true });
  });

  it.each(engineChecks())('$name', async (check) => {
    await check.run(create());
  });
});

describe('isRelaxedExact', () => {
  // Behind a flag, V8 11 has relaxed products and gets them wrong.
  it.runIf(process.versions.v8.startsWith('11.'))('refuses products that are wrong', () => {
    const file = fileURLToPath(new URL('../../../src/sdk/engines/wasm/kernel.ts', import.meta.url));
    const script = `import { isRelaxedExact } from ${JSON.stringify(file)};
      console.log(JSON.stringify([RELAXED, isRelaxedExact()]));`;
    const out = execFileSync(
      process.execPath,
      [
        '--experimental-wasm-relaxed-simd',
        '--import',
        'tsx',
        '--input-type=module',
        '-e',
        script.replace(
          'RELAXED',
          // (func (result v128) (i32x4.relaxed_dot_i8x16_i7x16_add_s … of zeros))
          `WebAssembly.validate(Uint8Array.from([
            0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 19, 1, 17, 0,
            65, 0, 253, 15, 65, 0, 253, 15, 65, 0, 253, 15, 253, 147, 2, 11]))`,
        ),
      ],
      { encoding: 'utf8' },
    );
    expect(JSON.parse(out)).toEqual([true, false]);
  });
});
