import { bundle } from './bundle.ts';
import { startServer, type TestServer } from './server.ts';

/** Serves a page that has loaded `pages/engines.ts`, for browsers that `openPage` cannot drive. */
export async function serveEngines(): Promise<TestServer> {
  const server = await startServer();
  server.files.set(
    '/engines.js',
    await bundle(new URL('pages/engines.ts', import.meta.url), 'PocketRankEngines'),
  );
  server.files.set(
    '/',
    '<!doctype html><title>test</title><link rel="icon" href="data:,"><script src="/engines.js"></script>',
  );
  return server;
}
