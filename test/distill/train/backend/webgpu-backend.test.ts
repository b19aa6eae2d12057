import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram, type BuiltProgram } from '../../build-program.ts';
import { NO_GPU, softwareGpu } from '../../software-gpu.ts';
import type { TrainedOn } from './backends-program.ts';

/** A process of its own: the driver is chosen by what its environment says at its start. */
function run(env: Readonly<Record<string, string>>, ...args: string[]): unknown[] {
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    cwd: fileURLToPath(new URL('../../../..', import.meta.url)),
  });
  expect(stdout, stderr).not.toBe('');
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

function expectClose(got: readonly number[], want: readonly number[], digits: number): void {
  expect(got).toHaveLength(want.length);
  for (const [i, x] of got.entries()) expect(x, `number ${i}`).toBeCloseTo(want[i]!, digits);
}

let program: BuiltProgram;
beforeAll(async () => {
  program = await buildProgram(new URL('backends-program.ts', import.meta.url));
});
afterAll(() => program?.remove());

describe('the backend webgpu', () => {
  it(
    'trains as wasm does, on a GPU, and gives the same bytes each time',
    { timeout: 180_000 },
    () => {
      const software = softwareGpu();
      const results = run(software ?? {}, program.path, 'wasm', 'webgpu', 'wasm', 'webgpu');
      const [wasm, gpu, wasmAgain, gpuAgain] = results as [
        TrainedOn,
        TrainedOn & { code?: string },
        TrainedOn,
        TrainedOn,
      ];
      if (software === undefined && gpu.code !== undefined) {
        // No GPU here, not even one in software.
        expect(gpu).toMatchObject({ code: 'NO_ENGINE' });
        return;
      }
      expect([wasm.backend, gpu.backend]).toEqual(['wasm', 'webgpu']);
      expectClose(gpu.gradients, wasm.gradients, 5);
      expectClose(gpu.losses, wasm.losses, 5);
      expectClose(gpu.codes, wasm.codes, 5);
      expect(gpu.range).toBeCloseTo(wasm.range, 5);
      // Adam makes much of the little by which gradients near 0 differ.
      expectClose(gpu.logits, wasm.logits, 1);
      expect(wasm.losses.at(-2)).toBeLessThan(wasm.losses[0]!);
      expect(gpuAgain).toEqual(gpu);
      expect(wasmAgain).toEqual(wasm);
      expect([wasm.tensorsLeft, gpu.tensorsLeft]).toEqual([0, 0]);
    },
  );

  it.runIf(process.platform === 'linux')('says what to do where there is no GPU', () => {
    const [error] = run(NO_GPU, program.path, 'webgpu');
    expect(error).toEqual({
      code: 'NO_ENGINE',
      message: expect.stringMatching(/no adapter.*Vulkan driver.*--backend wasm/),
    });
  });
});

describe('loadTensorflow', () => {
  it.each([
    ['wasm', '@tensorflow/tfjs-backend-wasm'],
    ['webgpu', 'webgpu'],
    ['webgpu', '@tensorflow/tfjs-backend-webgpu'],
  ])('names the npm command where %s lacks %s', (backend, missing) => {
    const file = fileURLToPath(
      new URL('../../../../src/distill/train/backend/tensorflow.ts', import.meta.url),
    );
    const hooks = `export async function resolve(name, context, next) {
      if (name === ${JSON.stringify(missing)}) throw new Error('not found');
      return next(name, context);
    }`;
    const script = `
      import { register } from 'node:module';
      register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hooks)}));
      const { loadTensorflow } = await import(${JSON.stringify(file)});
      await loadTensorflow(${JSON.stringify(backend)}).catch(({ code, message }) =>
        console.log(JSON.stringify({ code, message })));
    `;
    const [error] = run({}, '--import', 'tsx', '--input-type=module', '--eval', script);
    expect(error).toEqual({
      code: 'MISSING_PACKAGE',
      message: expect.stringMatching(new RegExp(`npm install .*${missing}`)),
    });
  });
});
