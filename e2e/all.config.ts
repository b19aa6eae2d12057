import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Every test of the project in one run, with one count at the end. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    projects: ['test/vitest.config.ts', 'e2e/vitest.config.ts'],
    reporters: ['default', fileURLToPath(new URL('closing-line.ts', import.meta.url))],
  },
});
