import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkVisits } from './check-visits.ts';
import type { DrivenPage } from './driven-page.ts';
import { serveEngines } from './engines-page.ts';
import type { Told } from './pages/engines.ts';
import type { Visit } from './pages/visits.ts';
import type { TestServer } from './server.ts';
import { findWebKit, openWebKit } from './web-driver.ts';

const programs = findWebKit();

describe.skipIf(programs === undefined)('WebKit', () => {
  let page: DrivenPage;
  let server: TestServer;

  beforeAll(async () => {
    server = await serveEngines();
    page = await openWebKit(programs!);
    await page.open(server.origin);
  });
  afterAll(async () => {
    await page?.close();
    await server?.close();
  });

  it.for(['scalar', 'wasm', 'wasm-relaxed'])(
    'gives the bits of the definition by %s',
    { timeout: 300_000 },
    async (name, { skip }) => {
      const names = await page.run<string[]>('return PocketRankEngines.engineNames()');
      skip(!names.includes(name), 'its product is not exact here');
      const { passed, failed } = await page.run<{ passed: string[]; failed: string[] }>(
        'return PocketRankEngines.runChecks(arguments[0])',
        name,
      );
      expect(failed).toEqual([]);
      expect(passed.length).toBeGreaterThan(10);
    },
  );

  it('ranks as every other browser does', async () => {
    const rank = 'return PocketRankEngines.rankThrice(arguments[0], 50)';
    const wasm = await page.run<Told[]>(rank, 'auto');
    const scalar = await page.run<Told[]>(rank, 'scalar');
    expect(wasm.map(({ engine }) => engine)).toEqual(['wasm', 'wasm', 'wasm']);
    expect(wasm.map(({ order }) => order)).toEqual(scalar.map(({ order }) => order));
  });

  it('keeps what it learned until it is forgotten', () =>
    checkVisits(server, async (url, options) => {
      await page.open(url);
      return page.run<Visit>('return PocketRankVisits.visit(arguments[0])', options);
    }));
});
