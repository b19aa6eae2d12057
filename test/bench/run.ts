import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { chromium, type Page } from 'playwright';
import { findBrowser } from '../../e2e/find-browser.ts';
import { startServer } from '../../e2e/server.ts';
import { loadStudent } from '../../src/core/student/load.ts';
import { exportOnnx } from '../../src/distill/export/onnx.ts';
import { PRESETS, type Preset } from '../../src/distill/recipe/presets.ts';
import { createMarket } from '../../src/domains/jobs/market/create-market.ts';
import { jobs } from '../fixtures/jobs-domain.ts';
import { compileAssembly } from '../../src/compile-assembly.mjs';
import { wasmKernelEsbuildPlugin } from '../../src/sdk/engines/wasm/build-plugin.mjs';
import { randomStudentFile } from '../fixtures/random-student.ts';
import { coldStartSection } from './cold-start.ts';
import { markdown, type Section } from './measure.ts';
import type * as Suite from './suite.ts';

/*
 * Prints the benchmarks as Markdown:
 *
 *     npx tsx test/bench/run.ts [node|chromium] [--model FILE] [--max-items N] [--webgpu]
 *     npx tsx test/bench/run.ts chromium --only cold-start [--model FILE]
 *
 * Without a model: random weights in the shape of the `full` preset, for which the speed is the same. The
 * items come from the simulated market. Peers are measured where they are installed (peers/package.json).
 */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CACHE = join(ROOT, '.cache/bench');
const PEERS = join(ROOT, 'test/bench/peers/node_modules');
const ORT = join(PEERS, 'onnxruntime-web/dist');
const LITERT = join(PEERS, '@litertjs/core');
const TFJS = join(ROOT, 'node_modules/@tensorflow/tfjs-backend-wasm/dist');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    model: { type: 'string' },
    'max-items': { type: 'string', default: '100000' },
    webgpu: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});
const place = positionals[0] ?? 'node';
if (values.only !== undefined && (values.only !== 'cold-start' || place !== 'chromium')) {
  throw new Error('`--only` takes cold-start, in chromium.');
}
const model = values.model
  ? new Uint8Array(readFileSync(values.model))
  : await randomStudentFile({
      ...(PRESETS.full.student as Omit<Preset['student'], 'outputs'>),
      schema: jobs.schema,
      // Folded weights of seven bits, as quantization makes them.
      foldShift: 18,
    });
const { items, profiles } = createMarket({
  seed: 1,
  profiles: 40,
  items: 1000,
  sessions: 40,
  slateSize: 10,
});
const student = loadStudent(model);
const onnx = {
  float32: exportOnnx(student, 'float32'),
  int8: exportOnnx(student, 'int8'),
};
mkdirSync(CACHE, { recursive: true });

/** Bundles a module for the place where it will run. */
async function bundle(
  entry: string,
  platform: 'node' | 'browser',
  name = 'suite',
): Promise<string> {
  const file = join(CACHE, `${name}-${platform}.mjs`);
  await build({
    entryPoints: [resolve(ROOT, entry)],
    outfile: file,
    bundle: true,
    format: 'esm',
    platform,
    target: 'es2023',
    plugins: [wasmKernelEsbuildPlugin()],
    tsconfigRaw: '{}',
    logLevel: 'error',
    banner: platform === 'node' ? { js: NODE_BANNER } : {},
    // tfjs looks for these where there is no browser.
    external:
      platform === 'browser' ? ['fs', 'path', 'crypto', 'worker_threads', 'perf_hooks'] : [],
  });
  return file;
}

const NODE_BANNER = `import { createRequire as bannerRequire } from 'node:module';
const require = bannerRequire(import.meta.url);
const __dirname = ${JSON.stringify(TFJS)};
const __filename = __dirname + '/x.js';`;

const compileBareLoop = (...features: string[]): Promise<Uint8Array<ArrayBuffer>> =>
  compileAssembly(join(ROOT, 'test/bench'), 'assembly/bare-loop.ts', features);

async function runInNode(): Promise<Section[]> {
  const suite = (await import(
    pathToFileURL(await bundle('test/bench/suite.ts', 'node')).href
  )) as typeof Suite;
  const ort = join(ORT, 'ort.node.min.mjs');
  const sections = await suite.runSuite({
    model,
    items,
    profiles,
    onnx,
    bareLoop: await compileBareLoop(),
    relaxedBareLoop: await compileBareLoop('relaxed-simd'),
    ...(existsSync(ort) && {
      loadOnnx: async () => {
        const runtime = await import(pathToFileURL(ort).href);
        runtime.env.wasm.numThreads = 1;
        return runtime;
      },
    }),
    tfjsPath: `${TFJS}/`,
    maxItems: Number(values['max-items']),
  });
  return [...sections, await memorySection(suite), sizeSection()];
}

/** Bytes that 10,000 known items take, beside the items themselves. */
async function memorySection(suite: typeof Suite): Promise<Section> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const used = (): number => {
    for (let i = 0; i < 4; i++) collect();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const { before, after } = await suite.rememberItems({ model, items, profiles }, 10_000, used);
  return {
    title: 'Memory',
    columns: ['', ''],
    rows: [['10,000 known items', `${((after - before) / 2 ** 20).toFixed(1)} MB`]],
  };
}

/** What is sent, compressed. */
function sizeSection(): Section {
  const size = (path: string): string =>
    existsSync(path)
      ? `${(gzipSync(readFileSync(path), { level: 9 }).length / 1024).toFixed(1)} KB`
      : 'not here';
  return {
    title: 'Bytes shipped, gzip',
    columns: ['', ''],
    rows: [
      ['PocketRank, one script', size(join(ROOT, 'dist/pocketrank.global.js'))],
      ['onnxruntime-web, WebAssembly alone', size(join(ORT, 'ort-wasm-simd-threaded.wasm'))],
      ['onnxruntime-web, its script', size(join(ORT, 'ort.wasm.min.mjs'))],
      ['LiteRT.js, WebAssembly alone', size(join(LITERT, 'wasm/litert_wasm_internal.wasm'))],
      ['tfjs, WebAssembly alone', size(join(TFJS, 'tfjs-backend-wasm-simd.wasm'))],
    ],
  };
}

async function runInChromium(): Promise<Section[]> {
  if (!existsSync(join(ROOT, 'dist/pocketrank.global.js'))) {
    throw new Error('dist/ is missing: run `npm run build` first.');
  }
  const server = await startServer();
  // An isolated page has a clock of 5 µs instead of 100.
  server.headers = {
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
  };
  const put = (path: string, file: string): void => {
    if (existsSync(file)) server.files.set(path, readFileSync(file));
  };
  put('/suite.js', await bundle('test/bench/suite.ts', 'browser'));
  for (const name of ['ort.wasm.min.mjs', 'ort-wasm-simd-threaded.mjs']) {
    const file = join(ORT, name);
    if (!existsSync(file)) continue;
    server.files.set(`/ort/${name}`, (_request, response) => {
      response.setHeader('content-type', 'text/javascript');
      response.end(readFileSync(file));
    });
  }
  if (existsSync(LITERT)) {
    for (const name of readdirSync(join(LITERT, 'wasm'))) {
      put(`/litert/${name}`, join(LITERT, 'wasm', name));
    }
    put('/litert.js', await bundle(join(PEERS, '../litert.mjs'), 'browser', 'litert'));
  }
  put('/ort/ort-wasm-simd-threaded.wasm', join(ORT, 'ort-wasm-simd-threaded.wasm'));
  for (const variant of ['', '-simd', '-threaded-simd']) {
    put(`/tfjs/tfjs-backend-wasm${variant}.wasm`, join(TFJS, `tfjs-backend-wasm${variant}.wasm`));
  }
  server.files.set('/', '<!doctype html><title>bench</title><link rel="icon" href="data:,">');
  server.files.set('/input.json', JSON.stringify({ items, profiles }));
  server.files.set(
    '/few.json',
    JSON.stringify({ items: items.slice(0, 100), profiles: profiles.slice(0, 1) }),
  );
  server.files.set('/model', model);
  server.files.set('/float32.onnx', onnx.float32);
  server.files.set('/int8.onnx', onnx.int8);
  server.files.set('/bare.wasm', await compileBareLoop());
  server.files.set('/bare-relaxed.wasm', await compileBareLoop('relaxed-simd'));
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-renderer-backgrounding',
      ...(values.webgpu ? ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'] : []),
    ],
  });
  try {
    const open = async (): Promise<Page> => {
      const fresh = await browser.newPage();
      // What runs this file marks functions with a helper that pages do not have.
      await fresh.addInitScript('globalThis.__name = (f) => f');
      return fresh;
    };
    const cold = await coldStartSection(open, server.origin);
    if (values.only !== undefined) return [cold];
    const page = await open();
    await page.goto(server.origin);
    const sections = await page.evaluate(
      async ([hasOnnx, hasLiteRt, maxItems, isGpuWanted]) => {
        const bytes = async (path: string): Promise<Uint8Array<ArrayBuffer>> =>
          new Uint8Array(await (await fetch(path)).arrayBuffer());
        const suite = await import('/suite.js' as string);
        return suite.runSuite({
          ...(await (await fetch('/input.json')).json()),
          model: await bytes('/model'),
          onnx: { float32: await bytes('/float32.onnx'), int8: await bytes('/int8.onnx') },
          bareLoop: await bytes('/bare.wasm'),
          relaxedBareLoop: await bytes('/bare-relaxed.wasm'),
          ...(hasOnnx && {
            loadOnnx: async () => {
              const ort = await import('/ort/ort.wasm.min.mjs' as string);
              ort.env.wasm.numThreads = 1;
              ort.env.wasm.wasmPaths = '/ort/';
              return ort;
            },
          }),
          ...(hasLiteRt && {
            loadLiteRt: async () => {
              const { liteRt, flatbuffers } = await import('/litert.js' as string);
              await liteRt.loadLiteRt('/litert/', { threads: false });
              return { liteRt, flatbuffers };
            },
          }),
          tfjsPath: '/tfjs/',
          maxItems,
          isGpuWanted,
        }) as Section[];
      },
      [existsSync(ORT), existsSync(LITERT), Number(values['max-items']), values.webgpu] as const,
    );
    return [...sections, cold, sizeSection()];
  } finally {
    await browser.close();
    await server.close();
  }
}

const sections = await (place === 'chromium' ? runInChromium() : runInNode());
console.log(
  [
    `## Benchmarks in ${place === 'chromium' ? 'Chromium' : `Node ${process.versions.node}`}`,
    '',
    `${cpus()[0]!.model}, ${values.model ?? 'random weights'}, simulated market.`,
    '',
    ...sections.map(markdown),
  ].join('\n'),
);
