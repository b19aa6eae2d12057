import { inventItems } from '../test/fixtures/jobs.ts';
import { lexicalStudentFile } from '../test/fixtures/lexical-student.ts';
import { bundle } from './bundle.ts';
import { startServer, type TestServer } from './server.ts';

/** What pages of these tests find as `PAGE`, beside `PocketRankFaults` and `problems`. */
const GLOBALS = { model: '/model.safetensors', items: inventItems(60) };

/** A server with the model and the code of `pages/faults.ts`; {@link pageOf} gives its pages. */
export async function serveFaults(): Promise<TestServer> {
  const server = await startServer();
  const code = new URL('pages/faults.ts', import.meta.url);
  server.files.set('/faults.js', await bundle(code, 'PocketRankFaults'));
  server.files.set(GLOBALS.model, await lexicalStudentFile());
  server.files.set('/', pageOf());
  return server;
}

/**
 * A page that has loaded the code, and lists in `problems` what nobody has caught.
 *
 * @param before a script that runs before any other
 */
export function pageOf(before = '', body = '', script = '/faults.js'): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>faults</title><link rel="icon" href="data:,">
<script>
var problems = [];
addEventListener('unhandledrejection', (event) => problems.push('unhandled: ' + event.reason));
addEventListener('error', (event) => problems.push('uncaught: ' + event.message));
var PAGE = ${JSON.stringify(GLOBALS)};
${before}
</script><script src="${script}"></script></head><body>${body}</body></html>`;
}
