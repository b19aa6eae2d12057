import type { BrowserContext, BrowserContextOptions, Page } from 'playwright';
import { beforeEach } from 'vitest';
import type { TestServer } from '../server.ts';
import { useBrowser } from '../use-browser.ts';

/** The demo in a browser: a context and a server for each test. */
export interface Demo {
  readonly server: TestServer;
  readonly context: BrowserContext;
  /** What the page has complained of. */
  readonly errors: string[];
  /** Opens a page of the site, and waits until its list stands. */
  open(options?: OpenOptions): Promise<Page>;
}

export interface OpenOptions {
  /** The file, and what stands behind the # of the address. Default: the first page. */
  path?: string;
  context?: BrowserContextOptions;
  /** Wait for the list. Default true. */
  isAwaited?: boolean;
  /** Runs before any code of the page. */
  init?: () => void;
}

/** Where the site lies on the server: below another page, as anywhere. */
export const SITE = '/dist/demo/';

/** Gives the tests of a file the demo. */
export function useDemo(): Demo {
  const place = useBrowser();
  const errors: string[] = [];
  let context: BrowserContext | undefined;
  beforeEach(() => {
    errors.length = 0;
    context = undefined;
    place.server.headers['cache-control'] = 'no-cache';
    return () => context?.close();
  });
  return {
    errors,
    get server() {
      return place.server;
    },
    get context() {
      return context ?? place.context;
    },
    async open({ path = '', context: options, isAwaited = true, init } = {}) {
      context = await place.browser.newContext({ reducedMotion: 'reduce', ...options });
      context.on('weberror', (error) => errors.push(String(error.error())));
      context.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      const page = await context.newPage();
      if (init) await page.addInitScript(init);
      await page.goto(`${place.server.origin}${SITE}${path}`);
      if (isAwaited) await page.locator('#items[aria-busy=false]').waitFor();
      return page;
    },
  };
}

/** The ids of the jobs in the list, in order. */
export const orderOf = (page: Page): Promise<(string | null)[]> =>
  page
    .locator('#items > .card')
    .evaluateAll((cards) => cards.map((card) => card.getAttribute('data-item-id')));

/** What the page last said. */
export const answerOf = (page: Page): Promise<string | null> =>
  page.locator('#answer').textContent();

/** Waits until the page has fetched all that it may need. */
export async function settled(page: Page): Promise<void> {
  await page.locator('body[data-settled]').waitFor();
}
