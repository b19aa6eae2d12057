import { execFile, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Host, Outcome, Place, Way } from './host.ts';

const require = createRequire(import.meta.url);
const execute = promisify(execFile);
const TOOLS_FOLDER = fileURLToPath(new URL('.', import.meta.url));
const TOOLS = ['next', 'react', 'react-dom'];

/** Builds an application of Next, starts it on a free port and does `use` with its address. */
async function withNext(
  { application }: Place,
  bundler: 'turbopack' | 'webpack',
  use: (url: string) => Promise<Outcome>,
): Promise<Outcome> {
  const { folder, write } = application;
  write(
    'next.config.mjs',
    `const root = ${JSON.stringify(TOOLS_FOLDER)};
    export default { outputFileTracingRoot: root, turbopack: { root } };`,
  );
  write(
    'app/layout.js',
    `export default ({ children }) => <html lang="en"><body>{children}</body></html>;`,
  );
  const cli = require.resolve('next/dist/bin/next');
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' };
  const options = { cwd: folder, env, timeout: 240_000 };
  await execute(process.execPath, [cli, 'build', `--${bundler}`], options);
  const server = spawn(process.execPath, [cli, 'start', '--port', '0'], { cwd: folder, env });
  try {
    const url = await new Promise<string>((resolve, reject) => {
      server.stdout.on('data', (text: Buffer) => {
        const [found] = /http:\/\/localhost:\d+/.exec(String(text)) ?? [];
        if (found) resolve(found);
      });
      server.once('exit', () => reject(new Error('next start ended')));
    });
    return await use(url);
  } finally {
    server.kill();
  }
}

/** A page that ranks with the hook of `pocketrank/react`: no 'use client' of its own around it is needed. */
const client = (bundler: 'turbopack' | 'webpack'): Host => ({
  name: `Next 16, client page, ${bundler}`,
  tools: TOOLS,
  run(place, way) {
    const model = way === 'module' ? "import model from 'pocketrank/model';" : '';
    place.application.write(
      'app/page.js',
      `'use client';
      import { useEffect } from 'react';
      import { createReranker } from 'pocketrank';
      ${model}
      import { outcomeOf } from '../outcome.js';
      export default function Page() {
        useEffect(() => { globalThis.outcome ??= outcomeOf(() => createReranker(${model && '{ model }'})); }, []);
        return <p>here</p>;
      }`,
    );
    return withNext(place, bundler, (url) => place.visitor.visit(url));
  },
});

/** A route that ranks on the server. */
const server: Host = {
  name: 'Next 16, on the server',
  tools: TOOLS,
  run(place: Place, way: Way) {
    const model = way === 'module' ? "import model from 'pocketrank/model';" : '';
    place.application.write(
      'app/api/route.js',
      `import { createReranker } from 'pocketrank';
      ${model}
      import { outcomeOf } from '../../outcome.js';
      export const dynamic = 'force-dynamic';
      export const GET = async () => Response.json(await outcomeOf(() => createReranker(${model && '{ model }'})));`,
    );
    place.application.write('app/page.js', 'export default () => <p>here</p>;');
    return withNext(place, 'turbopack', async (url) => {
      const answer = await fetch(`${url}/api`);
      return (await answer.json()) as Outcome;
    });
  },
};

export const NEXT: readonly Host[] = [client('turbopack'), client('webpack'), server];
