import type { Browser, BrowserContext } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, openPage, type PageCode } from './browser.ts';
import { startServer, strictPolicy, type TestServer } from './server.ts';

declare global {
  /** The package, in pages that `openPage` gives it to. */
  var PocketRank: typeof import('pocketrank');
}

let browser: Browser;
let context: BrowserContext;
let server: TestServer;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startServer();
  context = await browser.newContext();
});
afterEach(async () => {
  await context.close();
  await server.close();
});

describe('the package in a page', () => {
  it.each<[string, PageCode]>([
    ['by a script tag', 'global'],
    ['bundled by an application', 'module'],
  ])('loads %s under a strict policy and does nothing by itself', async (_how, code) => {
    server.headers = strictPolicy({ 'connect-src': "'none'", 'img-src': 'data:' });
    const errors: string[] = [];
    context.on('weberror', (error) => errors.push(String(error.error())));
    context.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    const page = await openPage(context, server, code);
    const found = await page.evaluate(async () => ({
      functions: Object.keys(PocketRank).filter(
        (name) => typeof PocketRank[name as keyof typeof PocketRank] === 'function',
      ),
      databases: await indexedDB.databases(),
    }));
    expect(found.functions.sort()).toEqual(
      ['PocketRankError', 'createReranker', 'defaultModelUrl', 'isPocketRankError'].sort(),
    );
    expect(found.databases).toEqual([]);
    expect(errors).toEqual([]);
    // The page and its script; nothing else was asked for.
    expect(server.requests).toHaveLength(2);
  });

  it('finds the student that ships beside the script', async () => {
    const page = await openPage(context, server, 'global');
    const url = await page.evaluate(() => PocketRank.defaultModelUrl().href);
    expect(url).toBe(`${server.origin}/models/jobs-en.safetensors`);
  });
});
