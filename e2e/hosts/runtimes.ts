import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { OUTCOME } from './application.ts';
import type { Host, Outcome, Way } from './host.ts';

const require = createRequire(import.meta.url);
const execute = promisify(execFile);

/** Runs a program of the application that prints the outcome as its last line. */
async function runNode(folder: string, parameters: readonly string[]): Promise<Outcome> {
  const options = { cwd: folder, timeout: 120_000 };
  const { stdout } = await execute(process.execPath, [...parameters], options);
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Outcome;
}

const PRINT = 'console.log(JSON.stringify(await globalThis.outcome));';
const required = (way: Way): string => `const { createReranker } = require('pocketrank');
${OUTCOME.replace('export async', 'async')}
const create = () => createReranker(${way === 'module' ? "{ model: require('pocketrank/model').default }" : ''});`;

/** Jest, which loads what `require` gives. */
const jestHost = (environment: 'node' | 'jsdom'): Host => ({
  name: `Jest 30, ${environment}`,
  tools: ['jest', 'jest-environment-jsdom'],
  ...(environment === 'jsdom' && { step: '`TextEncoder` in `setupFiles`' }),
  async run({ application }, way) {
    const { folder } = application;
    application.write('package.json', '{ "name": "application", "private": true }');
    // jsdom has neither of the two globals that every browser has.
    application.write(
      'set-up.cjs',
      'const { TextDecoder, TextEncoder } = require("node:util"); Object.assign(globalThis, { TextDecoder, TextEncoder });',
    );
    application.write(
      'jest.config.json',
      JSON.stringify({
        testEnvironment: environment,
        setupFiles: environment === 'jsdom' ? ['./set-up.cjs'] : [],
      }),
    );
    application.write(
      'rank.test.js',
      `${required(way)}
      test('ranks', async () => require('node:fs').writeFileSync(
        ${JSON.stringify(join(folder, 'outcome.json'))}, JSON.stringify(await outcomeOf(create))), 60000);`,
    );
    const cli = require.resolve('jest/bin/jest');
    await execute(process.execPath, [cli, '--ci', '--watchman=false'], {
      cwd: folder,
      timeout: 120_000,
    });
    return JSON.parse(readFileSync(join(folder, 'outcome.json'), 'utf8')) as Outcome;
  },
});

/** workerd, the runtime of Cloudflare's workers, by its own emulator: one module, the kernel compiled ahead. */
const workerdHost: Host = {
  name: 'workerd, kernel compiled ahead',
  tools: ['miniflare'],
  ways: ['module'],
  step: '`pocketrank/wasm` and `pocketrank/kernel.wasm`',
  async run({ application }) {
    const { folder } = application;
    const entry = application.write(
      'worker.js',
      `import { createReranker } from 'pocketrank';
      import { wasm } from 'pocketrank/wasm';
      import kernel from 'pocketrank/kernel.wasm';
      import model from 'pocketrank/model';
      import { outcomeOf } from './outcome.js';
      export default { fetch: async () => Response.json(
        await outcomeOf(() => createReranker({ model, engine: wasm({ kernel }) }))) };`,
    );
    const outfile = join(folder, 'out/worker.js');
    await build({
      entryPoints: [entry],
      outfile,
      bundle: true,
      format: 'esm',
      // As wrangler does: compiled modules stand beside the code.
      plugins: [
        {
          name: 'wasm',
          setup: ({ onResolve }) =>
            onResolve({ filter: /\.wasm$/ }, () => ({ path: './kernel.wasm', external: true })),
        },
      ],
      logLevel: 'silent',
    });
    const { Miniflare } = (await import(require.resolve('miniflare'))) as {
      Miniflare: new (options: object) => {
        dispatchFetch(url: string): Promise<{ json(): Promise<unknown> }>;
        dispose(): Promise<void>;
      };
    };
    const runtime = new Miniflare({
      compatibilityDate: '2026-01-01',
      modulesRoot: join(folder, 'out'),
      modules: [
        { type: 'ESModule', path: outfile },
        {
          type: 'CompiledWasm',
          path: join(folder, 'out/kernel.wasm'),
          contents: readFileSync(join(folder, 'node_modules/pocketrank/dist/kernel.wasm')),
        },
      ],
    });
    try {
      return (await (await runtime.dispatchFetch('http://a/')).json()) as Outcome;
    } finally {
      await runtime.dispose();
    }
  },
};

/** Programs outside of pages. */
export const RUNTIMES: readonly Host[] = [
  {
    name: 'Node, import',
    run: ({ application: { folder, write, main } }, way) => {
      const path = main(way);
      write('run.js', `import ${JSON.stringify(path)}; ${PRINT}`);
      return runNode(folder, ['run.js']);
    },
  },
  {
    name: 'Node, require',
    run: ({ application: { folder, write } }, way) => {
      write(
        'run.cjs',
        `${required(way)} outcomeOf(create).then((o) => console.log(JSON.stringify(o)));`,
      );
      return runNode(folder, ['run.cjs']);
    },
  },
  jestHost('node'),
  jestHost('jsdom'),
  workerdHost,
];
