import { existsSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { findBrowser } from './find-browser.ts';

declare module 'vitest' {
  interface ProvidedContext {
    browserPath: string;
  }
}

/** Finds the browser once for all test files, before any of them starts. */
export function setup(project: TestProject): void {
  if (!existsSync(new URL('../dist/index.js', import.meta.url)))
    process.stderr.write('dist/ is missing: run `npm run build` first.\n');
  project.provide('browserPath', findBrowser());
}
