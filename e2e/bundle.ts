import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { compile } from 'svelte/compiler';
import { wasmKernelEsbuildPlugin } from '../src/sdk/engines/wasm/build-plugin.mjs';

/** Compiles components of Svelte. */
const sveltePlugin: Plugin = {
  name: 'svelte',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.svelte$/ }, async ({ path }) => ({
      contents: compile(await readFile(path, 'utf8'), { filename: path }).js.code,
    })),
};

/** Bundles a module as an application would, into a script whose exports become `globalName`. */
export async function bundle(entry: URL, globalName: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(entry)],
    absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
    bundle: true,
    write: false,
    format: 'iife',
    globalName,
    target: 'es2022',
    // Modules may name files beside themselves; a script has no address of its own to start from.
    define: { 'import.meta.url': 'document.baseURI' },
    // The paths of our own tsconfig lead to the sources; an application gets what package.json exports.
    tsconfigRaw: '{}',
    // Pages may also test the sources, which import the kernel before it is compiled.
    plugins: [wasmKernelEsbuildPlugin(), sveltePlugin],
    conditions: ['svelte', 'browser', 'module', 'import'],
    logLevel: 'silent',
  });
  return outputFiles[0]!.contents;
}
