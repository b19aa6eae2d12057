import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Application } from './application.ts';
import { OUTCOME } from './application.ts';
import type { Host, Outcome, Place } from './host.ts';

const HEAD =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>a</title><link rel="icon" href="data:,">';
/** The function that all applications share, for scripts that are no modules. */
const OUTCOME_OF = OUTCOME.replace('export async', 'async');

/** Puts the package's files under `/p/`, as a server of files does. */
function serve({ folder }: Application): void {
  cpSync(join(folder, 'node_modules/pocketrank'), join(folder, 'p'), { recursive: true });
}

/** A page that loads one of the scripts by a script tag. */
function scriptHost(name: string, src: string, moved: Record<string, string> = {}): Host {
  return {
    name,
    ways: ['module'],
    run({ application, visitor }) {
      serve(application);
      application.write(
        'index.html',
        `${HEAD}<script src="${src}"></script><script>${OUTCOME_OF}
        globalThis.outcome = outcomeOf(() => PocketRank.createReranker());</script>`,
      );
      return visitor.visitFolder(application.folder, '/', moved);
    },
  };
}

/** A page whose worker ranks and sends the outcome. */
function workerHost(
  name: string,
  kind: 'worker' | 'service',
  type: 'classic' | 'module',
  code: string,
  more: Partial<Host> = {},
): Host {
  const start =
    kind === 'worker'
      ? `const worker = new Worker('/worker.js', { type: '${type}' });
        const from = worker;`
      : `const registration = await navigator.serviceWorker.register('/worker.js', { type: '${type}' });
        await navigator.serviceWorker.ready;
        registration.active.postMessage('go');
        const from = navigator.serviceWorker;
        from.startMessages();`;
  return {
    name,
    ways: ['module'],
    run({ application, visitor }: Place): Promise<Outcome> {
      serve(application);
      application.write('worker.js', code);
      application.write(
        'index.html',
        `${HEAD}<script type="module">globalThis.outcome = (async () => {
        ${start}
        return new Promise((resolve) => from.addEventListener('message', ({ data }) => resolve(data)));
        })();</script>`,
      );
      return visitor.visitFolder(application.folder);
    },
    ...more,
  };
}

const POST = 'outcomeOf(create).then((outcome) => postMessage(outcome));';
const ANSWER = `addEventListener('message', async ({ source }) => source.postMessage(await outcomeOf(create)));
addEventListener('activate', (event) => event.waitUntil(clients.claim()));`;
const MODULE = `import { createReranker } from '/p/dist/single.js';
import model from '/p/dist/model.js';
import { outcomeOf } from '/outcome.js';
const create = () => createReranker({ model });`;
const classic = (name: string, options: string): string =>
  `importScripts('/p/dist/${name}.global.js'); ${OUTCOME_OF}
  const create = () => PocketRank.createReranker(${options});`;

/** Set-ups without a bundler: script tags and workers. */
export const SCRIPTS: readonly Host[] = [
  scriptHost('script tag', '/p/dist/pocketrank.global.js'),
  scriptHost('script tag, the model inside', '/p/dist/pocketrank.with-model.global.js'),
  scriptHost('a bare CDN address', '/pocketrank', {
    '/pocketrank': '/p/dist/pocketrank.with-model.global.js',
  }),
  workerHost(
    'worker, importScripts',
    'worker',
    'classic',
    classic('pocketrank.with-model', '') + POST,
    {
      step: '`pocketrank.with-model.global.js`, or `basePath`',
    },
  ),
  workerHost(
    'worker, importScripts, a base path',
    'worker',
    'classic',
    classic('pocketrank', `{ basePath: '/p/' }`) + POST,
    { step: '`basePath`' },
  ),
  workerHost('worker, modules', 'worker', 'module', MODULE + POST, { step: '`pocketrank/single`' }),
  workerHost(
    'service worker, importScripts',
    'service',
    'classic',
    classic('pocketrank.with-model', '') + ANSWER,
    { step: '`pocketrank.with-model.global.js`' },
  ),
  workerHost('service worker, modules', 'service', 'module', MODULE + ANSWER, {
    step: '`pocketrank/single`',
  }),
];
