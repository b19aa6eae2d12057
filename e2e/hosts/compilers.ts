import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import type { Host } from './host.ts';

const require = createRequire(import.meta.url);
const execute = promisify(execFile);
const USAGE = readFileSync(new URL('../../test/types/usage.ts', import.meta.url), 'utf8');

/** What a program without the names of a page may write. */
const NO_PAGE = `import { createReranker, type Ranking } from 'pocketrank';
import model from 'pocketrank/model';
import { createItemEncoder } from 'pocketrank/encode';
interface Job { id: string; title: string }
export async function rank(jobs: readonly Job[]): Promise<Ranking<Job>> {
  const encoder = await createItemEncoder(model());
  const reranker = await createReranker({ model, fetch: undefined, signal: undefined });
  return reranker.rank(jobs, { profile: { attributes: { code: encoder.encode(jobs[0]!) } } });
}
`;
/** Every entry by name, as the oldest resolver looks for them. */
const ENTRIES = `import { createReranker } from 'pocketrank';
import model from 'pocketrank/model';
import small from 'pocketrank/model-small';
import { useReranker } from 'pocketrank/react';
import { webgpu } from 'pocketrank/webgpu';
import { wasm } from 'pocketrank/wasm';
import { createItemEncoder } from 'pocketrank/encode';
export const all = [createReranker, model, small, useReranker, webgpu, wasm, createItemEncoder];
`;

/** TypeScript with the package's declarations checked too. */
const compiler = (name: string, options: string, text: string, extension = 'ts'): Host => ({
  name: `TypeScript, ${name}`,
  tools: ['@types/react'],
  ways: ['module'],
  async run({ application }) {
    const file = application.write(`usage.${extension}`, text);
    const parameters = [
      require.resolve('typescript/bin/tsc'),
      '--noEmit',
      '--strict',
      ...options.split(' '),
      file,
    ];
    await execute(process.execPath, parameters, {
      cwd: application.folder,
      timeout: 120_000,
    }).catch(({ stdout }: { stdout: string }) => {
      throw new Error(stdout);
    });
    // Nothing was ranked, but all that there is to see is right.
    return { ranked: 50, first: 'Staff Nurse', isMoved: true };
  },
});

const PAGE = '--target es2022 --lib es2022,dom,dom.iterable --types';
export const COMPILERS: readonly Host[] = [
  compiler(
    'as bundlers resolve, exactOptionalPropertyTypes, own interfaces',
    `${PAGE} none --module esnext --moduleResolution bundler --exactOptionalPropertyTypes`.replace(
      ' --types none',
      '',
    ),
    USAGE,
  ),
  compiler('nodenext', '--target es2022 --module nodenext', USAGE),
  compiler('node16, require', '--target es2022 --module node16', USAGE, 'cts'),
  compiler(
    'node10, the oldest resolver',
    '--target es2022 --lib es2022,dom,dom.iterable --module esnext --moduleResolution node10 --skipLibCheck',
    ENTRIES,
  ),
  compiler('without a page (no DOM)', '--target es2022 --lib es2022 --module nodenext', NO_PAGE),
];
