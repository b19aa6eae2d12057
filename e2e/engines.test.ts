import { describe, expect, it } from 'vitest';
import { openPage } from './browser.ts';
import type * as Engines from './pages/engines.ts';
import { strictPolicy } from './server.ts';
import { useBrowser } from './use-browser.ts';

declare global {
  /** `e2e/pages/engines.ts`, in pages that load it. */
  var PocketRankEngines: typeof Engines;
}

const CODE = { page: 'engines.ts', globalName: 'PocketRankEngines' };

// A GPU in software, so that every machine has one.
const place = useBrowser(['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader']);

describe('engines in Chromium', () => {
  it.for(['scalar', 'wasm', 'wasm-relaxed', 'webgpu'] as const)(
    'gives the bits of the definition by %s',
    { timeout: 180_000 },
    async (name, { skip }) => {
      const page = await openPage(place.context, place.server, CODE);
      const names = await page.evaluate(() => PocketRankEngines.engineNames());
      if (name === 'wasm-relaxed') skip(!names.includes(name), 'its product is not exact here');
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
  );

  it('gives the bits of the definition by webgpu without packed dot products', async () => {
    const page = await openPage(place.context, place.server, CODE);
    await page.evaluate(() => PocketRankEngines.hideWgslFeatures());
    const [first] = await page.evaluate(() => PocketRankEngines.gpuTraffic(30));
    expect(first!.shaders.join()).not.toContain('dot4I8Packed(');
    const { failed } = await page.evaluate(() => PocketRankEngines.runChecks('webgpu', 100));
    expect(failed).toEqual([]);
  }, 180_000);

  it.each([
    ['between', 40],
    ['during', 40],
    ['during', 3000],
  ] as const)(
    'finishes a ranking when the GPU is lost %s rankings of %i items',
    async (when, count) => {
      const page = await openPage(place.context, place.server, CODE);
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
    const page = await openPage(place.context, place.server, CODE);
    const want = await page.evaluate(() => PocketRankEngines.rankThrice('scalar', 30));
    await page.evaluate(() => PocketRankEngines.breakWasm());
    const got = await page.evaluate(() => PocketRankEngines.rankThrice('auto', 30));
    expect(got[0]).toMatchObject({
      engine: 'scalar',
      rejected: [{ name: 'wasm', reason: expect.stringContaining('Canary 1') }],
    });
    expect(got.map(({ order }) => order)).toEqual(want.map(({ order }) => order));
  });

  it.each([
    ['gives other bits', 'result[2 * index + 0] =', 'result[2 * index + 0] = 1 +', 'Canary 1'],
    ['does not compile', 'result[2 * index + 0] =', 'result[2 * index + 0] = nonsense', 'nonsense'],
  ])('never takes a kernel of the GPU that %s, and says so', async (_what, from, to, reason) => {
    const page = await openPage(place.context, place.server, CODE);
    const want = await page.evaluate(() => PocketRankEngines.rankThrice('scalar', 30));
    await page.evaluate(([a, b]) => PocketRankEngines.editShaders(a, b), [from, to] as const);
    const got = await page.evaluate(() => PocketRankEngines.rankThrice('webgpu', 30));
    expect(got[0]).toMatchObject({
      engine: 'wasm',
      rejected: [{ name: 'webgpu', reason: expect.stringContaining(reason) }],
    });
    expect(got.map(({ order }) => order)).toEqual(want.map(({ order }) => order));
  });

  it('keeps the item codes on the GPU, which scores a list at once and sends back scores alone', async () => {
    const page = await openPage(place.context, place.server, CODE);
    const count = 1024;
    const seen = await page.evaluate((n) => PocketRankEngines.gpuTraffic(n), count);
    const [first, second, third] = seen;
    for (const { dispatches, readBytes, isExact } of seen) {
      expect({ dispatches, readBytes, isExact }).toEqual({
        dispatches: 1,
        readBytes: 2 * 4 * count,
        isExact: true,
      });
    }
    // The slots, the folded head and the profile's evidence go again; the codes do not.
    expect(second!.sentBytes).toBeLessThan(first!.sentBytes - 64 * count);
    expect(third!.sentBytes).toBe(second!.sentBytes);
    expect([second!.shaders, third!.shaders]).toEqual([[], []]);
    expect(first!.shaders.join()).toContain('dot4I8Packed(');
  });

  it.each([
    ['auto', 'scalar'],
    ['webgpu', 'webgpu'],
  ] as const)(
    'ranks where a content security policy forbids WebAssembly, by %s, and says why',
    async (engine, runs) => {
      place.server.headers = strictPolicy({ 'connect-src': "'none'" });
      const page = await openPage(place.context, place.server, CODE);
      const want = await page.evaluate(() => PocketRankEngines.rankThrice('scalar', 30));
      const got = await page.evaluate((name) => PocketRankEngines.rankThrice(name, 30), engine);
      expect(got.map((told) => told.engine)).toEqual([runs, runs, runs]);
      expect(got[2]!.rejected).toEqual(
        engine === 'webgpu'
          ? []
          : [{ name: 'wasm', reason: expect.stringContaining('wasm-unsafe-eval') }],
      );
      expect(got.map(({ order }) => order)).toEqual(want.map(({ order }) => order));
    },
  );

  it('falls to plain JavaScript when the GPU is lost where WebAssembly is forbidden', async () => {
    place.server.headers = strictPolicy({ 'connect-src': "'none'" });
    const page = await openPage(place.context, place.server, CODE);
    const want = await page.evaluate(() => PocketRankEngines.rankThrice('scalar', 40));
    const got = await page.evaluate(() => PocketRankEngines.rankThrice('webgpu', 40, 'during'));
    expect(got.map(({ engine }) => engine)).toEqual(['webgpu', 'scalar', 'scalar']);
    expect(got[1]!.rejected).toEqual([
      { name: 'webgpu', reason: expect.stringContaining('The GPU') },
      { name: 'wasm', reason: expect.stringContaining('wasm-unsafe-eval') },
    ]);
    expect(got.map(({ order }) => order)).toEqual(want.map(({ order }) => order));
  });

  it('says that a content security policy forbids WebAssembly', async () => {
    place.server.headers = strictPolicy();
    const page = await openPage(place.context, place.server, CODE);
    expect(await page.evaluate(() => PocketRankEngines.probe('wasm'))).toMatchObject({
      supported: false,
      error: expect.stringContaining('wasm-unsafe-eval'),
    });
  });
});
