import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkVisits } from './check-visits.ts';
import { serveEngines } from './engines-page.ts';
import type { TestServer } from './server.ts';

/** The path of a Firefox: the one named by `POCKETRANK_FIREFOX`, or one that the machine has. */
function findFirefox(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return [
    process.env['POCKETRANK_FIREFOX'],
    ...['firefox', 'firefox-esr'].flatMap((name) => folders.map((folder) => join(folder, name))),
    '/Applications/Firefox.app/Contents/MacOS/firefox',
  ].find((path) => {
    try {
      if (path) accessSync(path, constants.X_OK);
      return Boolean(path);
    } catch {
      return false;
    }
  });
}

const path = findFirefox();

describe.skipIf(path === undefined)('Firefox', () => {
  let browser: Browser;
  let server: TestServer;

  beforeAll(async () => {
    server = await serveEngines();
    browser = await puppeteer.launch({ browser: 'firefox', executablePath: path! });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it.for(['scalar', 'wasm', 'wasm-relaxed'] as const)(
    'gives the bits of the definition by %s',
    { timeout: 180_000 },
    async (name, { skip }) => {
      const page = await browser.newPage();
      await page.goto(server.origin);
      const names = await page.evaluate(() => PocketRankEngines.engineNames());
      skip(!names.includes(name), 'its product is not exact here');
      const { passed, failed } = await page.evaluate(
        (engine) => PocketRankEngines.runChecks(engine),
        name,
      );
      expect(failed).toEqual([]);
      expect(passed.length).toBeGreaterThan(10);
      await page.close();
    },
  );

  it('ranks as every other browser does', async () => {
    const page = await browser.newPage();
    await page.goto(server.origin);
    const [wasm, scalar] = await page.evaluate(async () => [
      await PocketRankEngines.rankThrice('auto', 50),
      await PocketRankEngines.rankThrice('scalar', 50),
    ]);
    expect(wasm!.map(({ engine }) => engine)).toEqual(['wasm', 'wasm', 'wasm']);
    expect(wasm!.map(({ order }) => order)).toEqual(scalar!.map(({ order }) => order));
    await page.close();
  });

  it('keeps what it learned until it is forgotten', () =>
    checkVisits(server, async (url, options) => {
      const page = await browser.newPage();
      await page.goto(url);
      const seen = await page.evaluate((given) => PocketRankVisits.visit(given), options);
      await page.close();
      return seen;
    }));
});
