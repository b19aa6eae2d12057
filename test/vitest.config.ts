import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { trainKernelPlugin } from '../src/distill/train/network/kernel/build-plugin.mjs';
import { wasmKernelPlugin } from '../src/sdk/engines/wasm/build-plugin.mjs';

export default defineConfig({
  plugins: [wasmKernelPlugin(), trainKernelPlugin()],
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
