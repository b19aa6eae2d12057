import type { Browser, BrowserContext } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, openPage } from './browser.ts';
import type * as Engines from './pages/engines.ts';
import { startServer, strictPolicy, type TestServer } from './server.ts';

declare global {
  /** `e2e/pages/engines.ts`, in pages that load it. */
  var PocketRankEngines: typeof Engines;
}

const CODE = { page: 'engines.ts', globalName: 'PocketRankEngines' };

let browser: Browser;
let context: BrowserContext;
let server: TestServer;

beforeAll(async () => {
  // A GPU in software, so that every machine has one.
  browser = await launchBrowser(['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader']);
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

describe('engines in Chromium', () => {
  it.each(['scalar', 'wasm', 'webgpu'] as const)(
    'gives the bits of the definition by %s',
    async (name) => {
      const page = await openPage(context, server, CODE);
      expect(await page.evaluate((engine) => PocketRankEngines.probe(engine), name)).toEqual({
        supported: true,
      });
      const { passed, failed } = await page.evaluate(
        (engine) => PocketRankEngines.runChecks(engine),
        name,
      );
      expect(failed).toEqual([]);
      expect(passed.length).toBeGreaterThan(10);
    },
    180_000,
  );

  it('gives the bits of the definition by webgpu without packed dot products', async () => {
    const page = await openPage(context, server, CODE);
    await page.evaluate(() => PocketRankEngines.hideWgslFeatures());
    const { failed } = await page.evaluate(() => PocketRankEngines.runChecks('webgpu', 100));
    expect(failed).toEqual([]);
  }, 180_000);

  it.each([
    ['between', 40],
    ['during', 40],
    ['during', 3000],
  ] as const)(
    'finishes a ranking when the GPU is lost %s rankings of %i jobs',
    async (when, count) => {
      const page = await openPage(context, server, CODE);
      const want = await page.evaluate((n) => PocketRankEngines.rankThrice('scalar', n), count);
      const got = await page.evaluate(
        ([kill, n]) => PocketRankEngines.rankThrice('webgpu', n, kill),
        [when, count] as const,
      );
      expect(got.map(({ engine }) => engine)).toEqual(['webgpu', 'wasm', 'wasm']);
      expect(got[1]!.rejected).toEqual([
        { name: 'webgpu', reason: expect.stringContaining('The GPU') },
      ]);
      expect(got.map(({ order }) => order)).toEqual(want.map(({ order }) => order));
    },
  );

  it('never takes a kernel that gives other bits, and says so', async () => {
    const page = await openPage(context, server, CODE);
    const want = await page.evaluate(() => PocketRankEngines.rankThrice('scalar', 30));
    await page.evaluate(() => PocketRankEngines.breakWasm());
    const got = await page.evaluate(() => PocketRankEngines.rankThrice('auto', 30));
    expect(got[0]).toMatchObject({
      engine: 'scalar',
      rejected: [{ name: 'wasm', reason: expect.stringContaining('Canary 1') }],
    });
    expect(got.map(({ order }) => order)).toEqual(want.map(({ order }) => order));
  });

  it('ranks where a content security policy forbids WebAssembly, and says why', async () => {
    server.headers = strictPolicy({ 'connect-src': "'none'" });
    const page = await openPage(context, server, CODE);
    const got = await page.evaluate(() => PocketRankEngines.rankThrice('auto', 30));
    expect(got[2]).toMatchObject({
      engine: 'scalar',
      rejected: [{ name: 'wasm', reason: expect.stringContaining('wasm-unsafe-eval') }],
    });
  });

  it('says that a content security policy forbids WebAssembly', async () => {
    server.headers = strictPolicy();
    const page = await openPage(context, server, CODE);
    expect(await page.evaluate(() => PocketRankEngines.probe('wasm'))).toMatchObject({
      supported: false,
      error: expect.stringContaining('wasm-unsafe-eval'),
    });
  });
});
