import { createRequire } from 'node:module';
import { cpSync } from 'node:fs';
import { basename, join } from 'node:path';
import nodeResolve from '@rollup/plugin-node-resolve';
import { build as buildByEsbuild } from 'esbuild';
import { rollup } from 'rollup';
import type { Host } from './host.ts';

const require = createRequire(import.meta.url);

const page = (script: string, type = 'module'): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>a</title><link rel="icon" href="data:,"><script ${
    type && `type="${type}" `
  }src="${script}"></script>`;

interface Vite {
  build(options: object): Promise<unknown>;
  createServer(options: object): Promise<{
    listen(): Promise<unknown>;
    resolvedUrls: { local: string[] } | null;
    close(): Promise<void>;
  }>;
}
const viteOf = async (tool: string): Promise<Vite> =>
  (await import(
    tool === 'vite' ? 'vite' : require.resolve(tool).replace(/index\.cjs$/, 'dist/node/index.js')
  )) as Vite;

/** Vite, of the project or of an earlier version beside it: built, built for a folder, and as it is while one writes. */
function viteHosts(name: string, tool: string): Host[] {
  const usual = (root: string): object => ({ root, configFile: false, logLevel: 'silent' });
  return [
    {
      name: `${name}, build with a base path`,
      ...(tool === 'vite' ? {} : { tools: [tool] }),
      async run({ application, visitor }, way) {
        const { folder } = application;
        application.write('index.html', page(`./${basename(application.main(way))}`));
        const outDir = join(folder, 'out/shop');
        await (await viteOf(tool)).build({ ...usual(folder), base: '/shop/', build: { outDir } });
        return visitor.visitFolder(join(folder, 'out'), '/shop/');
      },
    },
    {
      name: `${name}, dev`,
      ...(tool === 'vite' ? {} : { tools: [tool] }),
      async run({ application, visitor }, way) {
        const { folder } = application;
        application.write('index.html', page(`./${basename(application.main(way))}`));
        const server = await (
          await viteOf(tool)
        ).createServer({ ...usual(folder), server: { port: 0 } });
        await server.listen();
        try {
          return await visitor.visit(server.resolvedUrls!.local[0]!);
        } finally {
          await server.close();
        }
      },
    },
  ];
}

/** webpack, or rspack, which is called the same way. */
function webpackHost(name: string, tool: string): Host {
  return {
    name,
    tools: [tool],
    async run({ application, visitor }, way) {
      const { folder } = application;
      const pack = require(tool) as (
        options: object,
        done: (error: unknown, stats: Stats) => void,
      ) => void;
      const path = join(folder, 'out');
      const entry = application.main(way);
      await new Promise<void>((resolve, reject) =>
        pack({ mode: 'production', context: folder, entry, output: { path } }, (error, stats) => {
          if (error || stats.hasErrors()) reject(error ?? new Error(stats.toString('errors-only')));
          else resolve();
        }),
      );
      application.write('out/index.html', page('main.js', ''));
      return visitor.visitFolder(path);
    },
  };
}
interface Stats {
  hasErrors(): boolean;
  toString(what: string): string;
}

/** esbuild, which copies no file that code names by address. */
function esbuildHost(name: string, format: 'esm' | 'iife'): Host {
  return {
    name,
    async run({ application, visitor }, way) {
      await buildByEsbuild({
        entryPoints: [application.main(way)],
        outfile: join(application.folder, 'out/main.js'),
        bundle: true,
        format,
        logLevel: 'silent',
      });
      application.write('out/index.html', page('main.js', format === 'esm' ? 'module' : ''));
      return visitor.visitFolder(join(application.folder, 'out'));
    },
  };
}

const rollupHost: Host = {
  name: 'rollup, modules',
  async run({ application, visitor }, way) {
    const dir = join(application.folder, 'out');
    const bundle = await rollup({
      input: application.main(way),
      plugins: [nodeResolve({ browser: true })],
    });
    await bundle.write({ dir, format: 'es', entryFileNames: 'main.js' });
    application.write('out/index.html', page('main.js'));
    return visitor.visitFolder(dir);
  },
};

const parcelHost: Host = {
  name: 'Parcel 2, as it comes',
  tools: ['parcel'],
  async run({ application, visitor }, way) {
    const { folder } = application;
    application.write('package.json', '{ "name": "application", "private": true }');
    const entry = application.write('index.html', page(`./${basename(application.main(way))}`));
    const out = join(folder, 'out');
    const { execFileSync } = await import('node:child_process');
    const cli = require.resolve('parcel/lib/bin.js');
    const parameters = [cli, 'build', entry, '--dist-dir', out, '--no-cache', '--no-source-maps'];
    execFileSync(process.execPath, parameters, { cwd: folder, stdio: 'pipe', timeout: 120_000 });
    return visitor.visitFolder(out);
  },
};

/** The package's own files on a server, named by an import map: no bundler. */
const importMap: Host = {
  name: 'import map, no bundler',
  async run({ application, visitor }, way) {
    const { folder } = application;
    const map = {
      imports: { pocketrank: '/p/dist/index.js', 'pocketrank/model': '/p/dist/model.js' },
    };
    cpSync(join(folder, 'node_modules/pocketrank'), join(folder, 'p'), { recursive: true });
    application.write(
      'index.html',
      `<!doctype html><title>a</title><link rel="icon" href="data:,"><script type="importmap">${JSON.stringify(map)}</script>
      <script type="module" src="${basename(application.main(way))}"></script>`,
    );
    return visitor.visitFolder(folder);
  },
};

/** Set-ups with a bundler, and the one without. */
export const BUNDLERS: readonly Host[] = [
  ...viteHosts('Vite 8', 'vite'),
  ...viteHosts('Vite 7', 'vite7'),
  webpackHost('webpack 5', 'webpack'),
  webpackHost('rspack 2', '@rspack/core'),
  parcelHost,
  esbuildHost('esbuild, modules', 'esm'),
  esbuildHost('esbuild, one script (IIFE)', 'iife'),
  rollupHost,
  importMap,
];
