import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { copyDomainData } from './src/domains/copy-data.mjs';
import { copyReviewPage } from './src/distill/review/copy-page.mjs';
import { leaveOut } from './src/distill/leave-out.mjs';
import { inlineConstants } from './src/sdk/bundle/inline-constants.mjs';
import { commonJsTypes } from './src/sdk/bundle/common-js-types.mjs';
import {
  modelModulePlugin,
  modelModules,
  writeModelFiles,
} from './src/sdk/bundle/model-module.mjs';
import { useClient } from './src/sdk/bundle/use-client.mjs';
import { useLet } from './src/sdk/bundle/use-let.mjs';
import commonjs from '@rollup/plugin-commonjs';
import json from '@rollup/plugin-json';
import nodeResolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import dts from 'rollup-plugin-dts';
import esbuild from 'rollup-plugin-esbuild';

const root = dirname(fileURLToPath(import.meta.url));
const packageJson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const at = (path) => join(root, path);
const existing = (entries) =>
  Object.fromEntries(Object.entries(entries).filter(([, path]) => existsSync(at(path))));

/** Everything that the page can import. One build, so that the entries share their chunks. */
const SDK_ENTRIES = existing({
  index: 'src/sdk/index.ts',
  webgpu: 'src/sdk/engines/webgpu/index.ts',
  encode: 'src/sdk/encode.ts',
  wasm: 'src/sdk/engines/wasm/given-kernel.ts',
  react: 'src/sdk/react.ts',
  vue: 'src/sdk/vue.ts',
  svelte: 'src/sdk/svelte.ts',
  store: 'src/sdk/store/index.ts',
  'json-ld': 'src/sdk/json-ld/index.ts',
});
const DISTILL_ENTRIES = existing({
  distill: 'src/domains/index.ts',
  cli: 'src/domains/cli.ts',
});
const DEMO_ENTRIES = existing({
  main: 'demo/main.ts',
  policy: 'demo/policy.ts',
  languages: 'demo/languages.ts',
  scale: 'demo/workers/scale.ts',
});
const DEMO_WORKERS = existing({ sw: 'demo/workers/sw.ts' });

/** The oldest engines that the SDK's syntax is lowered to; features beyond it are probed at run time. */
const BROWSER_TARGET = ['chrome94', 'firefox100', 'safari15.4'];
const NODE_TARGET = 'node20';

const peers = Object.keys(packageJson.peerDependencies ?? {});
const runtime = Object.keys(packageJson.dependencies ?? {});
const isOneOf = (names) => (id) => names.some((name) => id === name || id.startsWith(`${name}/`));
const isNodeBuiltin = (id) => id.startsWith('node:') || builtinModules.includes(id);
const isExternal = isOneOf([...peers, ...runtime]);

/**
 * `replaceTraps` is how `idb` adds its shortcuts and iterators. The SDK uses neither (see `Database` in
 * src/sdk/storage/open-database.ts), so they are left out: half a kilobyte after gzip.
 */
const treeshake = { manualPureFunctions: ['replaceTraps'] };

/** Packages that the SDK's bundles contain: where they come from, and the file of their licence. */
const BUNDLED = {
  idb: ['https://github.com/jakearchibald/idb', 'LICENSE'],
  jsonrepair: ['https://github.com/josdejong/jsonrepair', 'LICENSE.md'],
};

/** Puts the licences of what the bundles contain beside them. */
function thirdPartyNotices() {
  return {
    name: 'third-party-notices',
    generateBundle() {
      const text = Object.entries(BUNDLED)
        .map(([name, [url, licence]]) => {
          const source = readFileSync(at(`node_modules/${name}/${licence}`), 'utf8');
          return `The files of this folder contain [${name}](${url}):\n\n${source}`;
        })
        .join('\n\n');
      this.emitFile({ type: 'asset', fileName: 'third-party.md', source: text });
    },
  };
}

// The WebAssembly kernel is compiled from its source at build time; the plugin lies beside the kernel, so
// that vitest, which takes rollup plugins, loads the same one.
const kernelPlugin = at('src/sdk/engines/wasm/build-plugin.mjs');
const { wasmKernelPlugin, writeKernelFile } = await import(pathToFileURL(kernelPlugin).href);
const wasm = [wasmKernelPlugin()];

const trainKernel = (
  await import(pathToFileURL(at('src/distill/train/network/kernel/build-plugin.mjs')).href)
).trainKernelPlugin();

/**
 * Asks V8 to compile a file as a whole (a proposal of the WICG): of what loads before the first ranking nearly
 * every function is called, and to compile them one by one takes longer; a file from the network is compiled
 * off the main thread then.
 */
const COMPILE_HINT = '//# allFunctionsCalledOnLoad';

const compile = (target, more = {}) => [
  json(),
  // Which letters there are is each version's own; that there are classes of them, all targets know.
  esbuild({
    target,
    tsconfig: false,
    supported: { 'regexp-unicode-property-escapes': true },
    ...more,
  }),
];
const compileSdk = [...compile(BROWSER_TARGET), inlineConstants(), useLet()];
// `pure_getters` and the `unsafe_` ones hold here: no getter of ours has an effect, and no function that is
// called with `new` is written as an arrow or a method.
const minify = (module = true, passes = 4) =>
  terser({
    ecma: 2020,
    module,
    // A function that is called at once is compiled at once where it stands in parentheses.
    format: { wrap_iife: true, comments: /^# allFunctionsCalledOnLoad/ },
    compress: {
      passes,
      pure_getters: true,
      keep_fargs: false,
      unsafe_arrows: true,
      hoist_funs: true,
      unsafe_methods: true,
    },
  });
const FATAL = [
  'UNRESOLVED_IMPORT',
  'MISSING_EXPORT',
  'MISSING_GLOBAL_NAME',
  'EVAL',
  'THIS_IS_UNDEFINED',
];
const strictly = {
  onwarn(warning, warn) {
    // Packages of the build step have cycles and worse of their own; nobody here can mend them.
    const ids = warning.ids ?? [warning.id ?? ''];
    if (ids.every((id) => id.includes('node_modules'))) return;
    // It is written anew by use-client.mjs.
    if (warning.code === 'MODULE_LEVEL_DIRECTIVE') return;
    if (FATAL.includes(warning.code)) throw new Error(`${warning.code}: ${warning.message}`);
    warn(warning);
  },
};

/** Removes what an earlier build left (shared chunks carry a hash), but not the compiler's own output. */
function cleanDist() {
  return {
    name: 'clean-dist',
    buildStart() {
      if (!existsSync(at('dist'))) return;
      for (const entry of readdirSync(at('dist'))) {
        if (entry !== 'types') rmSync(at(`dist/${entry}`), { recursive: true, force: true });
      }
    },
  };
}

/** Puts the data of the domains and the page of the review beside the program. */
function copyBeside() {
  return {
    name: 'copy-beside',
    writeBundle() {
      copyDomainData(at('dist/domains'), true);
      copyReviewPage(at('dist/review'));
    },
  };
}

/** Copies the files of `from` with one of the extensions to `to`, without their folders. */
function copyDocuments(from, to, extensions) {
  return {
    name: 'copy-documents',
    writeBundle() {
      const seen = new Map();
      for (const entry of readdirSync(at(from), { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !extensions.includes(extname(entry.name))) continue;
        if (entry.name === 'tsconfig.json') continue;
        const source = join(entry.parentPath ?? entry.path, entry.name);
        const name = basename(source);
        if (seen.has(name)) {
          this.error(
            `${relative(root, source)} and ${seen.get(name)} have one name, but bundles are flat`,
          );
        }
        seen.set(name, relative(root, source));
        mkdirSync(at(to), { recursive: true });
        cpSync(source, at(join(to, name)));
      }
    },
  };
}

/**
 * Puts everything that a module imports statically, but what an earlier one does, into one chunk of that name:
 * every file more costs a request, and what gzip has learned from the others.
 */
function chunksOf(entries) {
  let chunks;
  return (id, { getModuleInfo }) => {
    if (chunks === undefined) {
      chunks = new Map();
      const add = (module, name) => {
        if (chunks.has(module)) return;
        chunks.set(module, name);
        for (const next of getModuleInfo(module)?.importedIds ?? []) add(next, name);
      };
      for (const [name, paths] of Object.entries(entries)) {
        for (const path of paths) add(at(path), name);
      }
    }
    return chunks.get(id);
  };
}

/**
 * What loads before the first ranking, which the other entries share; what a page fetches at once too, but need not
 * wait for; and what it fetches next, when idle.
 */
const CHUNKS = {
  shared: ['src/sdk/index.ts'],
  later: ['src/sdk/session/later.ts', 'src/core/reading/rare-forms.ts'],
  next: [
    'src/sdk/ranking/personalize.ts',
    'src/sdk/engines/scalar-session.ts',
    'src/sdk/engines/wasm/affinities.ts',
  ],
};

/** Finds the entries as they were built: what imports their sources gets these. */
function builtEntries() {
  const built = new Map(
    Object.entries(SDK_ENTRIES).map(([name, path]) => [at(path), at(`dist/${name}.js`)]),
  );
  return {
    name: 'built-entries',
    resolveId: (id, importer = '') => built.get(resolve(dirname(importer), id)) ?? null,
  };
}

/**
 * The address of the file itself, where `require` loads it; nothing where a bundler has moved it. Jest's pages have a
 * `document`, so that what rollup writes by itself would take the page's address.
 */
function fileAddress() {
  return {
    name: 'file-address',
    resolveImportMeta: (property) =>
      property === 'url'
        ? `(typeof __filename==='string'?'file://'+__filename.replace(/\\\\/g,'/').replace(/^(?!\\/)/,'/'):'')`
        : null,
  };
}

/** Lets the demo import the package by its public name, through the same `exports` as any other user. */
function selfReference() {
  return {
    name: 'self-reference',
    resolveId(id) {
      if (id !== packageJson.name && !id.startsWith(`${packageJson.name}/`)) return null;
      const subpath = `.${id.slice(packageJson.name.length)}`;
      const target = packageJson.exports[subpath]?.import?.default;
      if (!target) this.error(`package.json exports no "${subpath}"`);
      return resolve(root, target);
    },
  };
}

const sdk = {
  input: SDK_ENTRIES,
  external: isExternal,
  treeshake,
  output: {
    dir: 'dist',
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    manualChunks: chunksOf(CHUNKS),
    banner: ({ name }) => (name === 'shared' ? COMPILE_HINT : ''),
    hoistTransitiveImports: false,
    // For those who measure; the package has no maps, so that no browser looks for them.
    sourcemap: 'hidden',
  },
  plugins: [
    cleanDist(),
    thirdPartyNotices(),
    writeKernelFile(),
    ...wasm,
    nodeResolve(),
    ...compileSdk,
    minify(),
    useClient(),
  ],
  ...strictly,
};

/** What comes of the entries that are built already, and need neither be compiled nor made small again. */
const again = (input, output, plugins = []) => ({
  input,
  external: isExternal,
  output: { sourcemap: 'hidden', ...output },
  plugins: [builtEntries(), ...compile(BROWSER_TARGET, { include: /\.ts$/ }), ...plugins],
  ...strictly,
});

/** The same for `require`: Jest, and programs and tools of before modules. */
const commonJs = again(
  SDK_ENTRIES,
  {
    dir: 'dist',
    format: 'cjs',
    exports: 'named',
    entryFileNames: '[name].cjs',
    chunkFileNames: 'common-[name].cjs',
    dynamicImportInCjs: false,
    sourcemap: false,
  },
  [fileAddress(), useClient()],
);

/** One file each, for script tags and `importScripts`. */
const script = (input, name) =>
  again(
    input,
    {
      file: `dist/${name}.global.js`,
      format: 'iife',
      name: 'PocketRank',
      inlineDynamicImports: true,
      banner: COMPILE_HINT,
    },
    // The one name at the top level is the point of these files: it must not be minified.
    [modelModulePlugin(), minify(false, 1)],
  );

/** The SDK as one module without `import()`, which service workers lack. */
const single = again('src/sdk/single.ts', {
  file: 'dist/single.js',
  format: 'es',
  inlineDynamicImports: true,
});

/** Each model as a module. */
const models = modelModules().map(({ model, module }, i) => ({
  input: `pocketrank:model/${model}`,
  output: { file: `dist/${module}.js`, format: 'es' },
  plugins: [
    modelModulePlugin(),
    ...(i === 0 ? [writeModelFiles()] : []),
    ...compile(BROWSER_TARGET),
    minify(true, 1),
  ],
  ...strictly,
}));

const types = (entries, project) => ({
  input: entries,
  external: (id) => isNodeBuiltin(id) || isExternal(id),
  output: {
    dir: 'dist',
    format: 'es',
    entryFileNames: '[name].d.ts',
    chunkFileNames: 'types-[name]-[hash].d.ts',
  },
  plugins: [
    ...(project === 'sdk' ? [commonJsTypes()] : []),
    dts({
      tsconfig: at(`src/${project}/tsconfig.json`),
      // References and build info belong to `tsc -b`; here one program sees every source file.
      compilerOptions: { composite: false, incremental: false, noEmit: false, rootDir: at('src') },
    }),
  ],
  ...strictly,
});

const distill = {
  input: DISTILL_ENTRIES,
  external: (id) => isNodeBuiltin(id) || isExternal(id),
  output: {
    dir: 'dist',
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: 'distill-[hash].js',
  },
  plugins: [
    leaveOut(),
    trainKernel,
    nodeResolve({ preferBuiltins: true, exportConditions: ['node'] }),
    commonjs(),
    ...compile(NODE_TARGET, { minify: true }),
    copyBeside(),
  ],
  ...strictly,
};

const demo = {
  input: DEMO_ENTRIES,
  output: {
    dir: 'dist/demo',
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    hoistTransitiveImports: false,
    sourcemap: true,
  },
  plugins: [
    selfReference(),
    nodeResolve({ browser: true }),
    commonjs(),
    ...compile(BROWSER_TARGET),
    minify(),
    copyDocuments('demo', 'dist/demo', ['.svg', '.png', '.ico', '.webmanifest']),
  ],
  ...strictly,
};

/** Programs that run beside the demo's page, each in one file. */
const demoWorkers = Object.entries(DEMO_WORKERS).map(([name, input]) => ({
  input,
  output: { file: `dist/demo/${name}.js`, format: 'iife', inlineDynamicImports: true },
  plugins: [
    selfReference(),
    nodeResolve({ browser: true }),
    ...compile(BROWSER_TARGET),
    minify(false),
  ],
  ...strictly,
}));

const has = (entries) => Object.keys(entries).length > 0;
const distillTypes = existing({ distill: 'src/domains/index.ts' });

export default [
  sdk,
  commonJs,
  types({ ...SDK_ENTRIES, single: single.input }, 'sdk'),
  script(SDK_ENTRIES.index, 'pocketrank'),
  script('src/sdk/with-model.ts', 'pocketrank.with-model'),
  single,
  ...models,
  ...(has(DISTILL_ENTRIES) ? [distill] : []),
  ...(has(distillTypes) ? [types(distillTypes, 'domains')] : []),
  ...(has(DEMO_ENTRIES) ? [demo, ...demoWorkers] : []),
];
