import puppeteer, { type Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkVisits } from './check-visits.ts';
import { drive } from './driven-page.ts';
import { serveEngines } from './engines-page.ts';
import { serveFaults } from './faults-page.ts';
import { findFirefox } from './find-firefox.ts';
import type { TestServer } from './server.ts';

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

  it('ranks where it denies all storage, as it does in frames of third parties', async () => {
    const faults = await serveFaults();
    const strict = await puppeteer.launch({
      browser: 'firefox',
      executablePath: path!,
      extraPrefsFirefox: { 'network.cookie.cookieBehavior': 2 },
    });
    try {
      const page = drive(await strict.newPage());
      await page.open(faults.origin);
      const told = await page.run(`
        const reranker = await PocketRankFaults.createReranker({ model: PAGE.model });
        await reranker.rank(PAGE.items);
        await reranker.record({ type: 'click', itemId: 'item-1' });
        const { items } = await reranker.rank(PAGE.items);
        const { storage } = reranker;
        return { ranked: items.length, storage, seen: items.some(({ seen }) => seen), problems };
      `);
      expect(told).toEqual({
        ranked: 60,
        storage: { kind: 'memory', reason: 'The browser denies this page storage.' },
        seen: true,
        problems: [],
      });
    } finally {
      await strict.close();
      await faults.close();
    }
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
