import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { trainKernelPlugin } from '../../src/distill/train/network/kernel/build-plugin.mjs';
import { copyReviewPage } from '../../src/distill/review/copy-page.mjs';
import { copyDomainData } from '../../src/domains/copy-data.mjs';

// Inside node_modules, so that the bundle finds the packages; kept out of git there.
const CACHE = fileURLToPath(new URL('../../node_modules/.cache', import.meta.url));

/** A program for Node, bundled from the sources as they are now. */
export interface BuiltProgram {
  /** What to run with Node. */
  path: string;
  remove(): Promise<void>;
}

/** Bundles a program into a folder of its own, with the domains beside it. */
export async function buildProgram(entry: URL): Promise<BuiltProgram> {
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(join(CACHE, 'pocketrank-program-'));
  await build({
    entryPoints: { program: fileURLToPath(entry) },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    plugins: [trainKernel()],
    logLevel: 'error',
  });
  copyDomainData(join(folder, 'domains'));
  copyReviewPage(join(folder, 'review'));
  return {
    path: join(folder, 'program.mjs'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** What the plugin has of rollup's hooks. */
interface KernelPlugin {
  name: string;
  resolveId(id: string): string | null;
  load(this: { addWatchFile(path: string): void }, id: string): Promise<{ code: string } | null>;
}

/** The training kernel's plugin, which is one for rollup, for esbuild. */
function trainKernel(): Plugin {
  const plugin = trainKernelPlugin() as unknown as KernelPlugin;
  return {
    name: plugin.name,
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^pocketrank:/ }, ({ path }) => {
        const resolved = plugin.resolveId(path);
        return resolved === null ? undefined : { path: resolved, namespace: plugin.name };
      });
      onLoad({ filter: /.*/, namespace: plugin.name }, async ({ path }) => {
        const loaded = await plugin.load.call({ addWatchFile() {} }, path);
        return { contents: loaded?.code ?? '', loader: 'js' };
      });
    },
  };
}
