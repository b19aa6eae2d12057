import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { wasmKernelPlugin } from '../src/sdk/engines/wasm/build-plugin.mjs';

export default defineConfig({
  plugins: [wasmKernelPlugin()],
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
