import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { findBrowser } from './find-browser.ts';

declare module 'vitest' {
  interface ProvidedContext {
    browserPath: string;
  }
}

/** Makes the demo a site where only its code was built. */
function prepareDemo(): void {
  const site = new URL('../dist/demo/', import.meta.url);
  if (!existsSync(new URL('main.js', site)) || existsSync(new URL('people/', site))) return;
  execFileSync(process.execPath, ['--import', 'tsx', 'demo/build/prepare.ts'], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    stdio: 'inherit',
  });
}

/** Finds the browser once for all test files, before any of them starts. */
export function setup(project: TestProject): void {
  if (!existsSync(new URL('../dist/index.js', import.meta.url)))
    process.stderr.write('dist/ is missing: run `npm run build` first.\n');
  prepareDemo();
  project.provide('browserPath', findBrowser());
}
