import type { Browser, BrowserContext } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { launchBrowser } from './browser.ts';
import { startServer, type TestServer } from './server.ts';

/** Where a test runs: one browser for a file, a context and a server for each of its tests. */
export interface Place {
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly server: TestServer;
}

/** Gives the tests of a file, or of a `describe`, a place to run. Its properties change with each test. */
export function useBrowser(extraArguments: readonly string[] = []): Place {
  const place = {} as { -readonly [name in keyof Place]: Place[name] };
  beforeAll(async () => {
    place.browser = await launchBrowser(extraArguments);
  });
  afterAll(() => place.browser?.close());
  beforeEach(async () => {
    place.server = await startServer();
    place.context = await place.browser.newContext();
  });
  afterEach(async () => {
    await place.context?.close();
    await place.server?.close();
  });
  return place;
}
