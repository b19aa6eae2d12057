import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANALYST, inventItems, NOW } from '../test/fixtures/jobs.ts';
import type { VisitOptions } from './pages/visits.ts';
import { HOSTS, launch, prepareFiles } from './webviews/run-host.ts';

const MODEL = 'model.safetensors';
const options: VisitOptions = {
  model: MODEL,
  items: inventItems(60),
  profile: ANALYST,
  now: NOW,
};

describe.for(HOSTS)('an application with $name', (host) => {
  let root = '';
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'pocketrank-webview-'));
    await prepareFiles(join(root, 'files'));
  });
  afterAll(() => rm(root, { recursive: true, force: true, maxRetries: 3 }));

  it(
    'ranks, remembers, outlives a kill, and is launched again offline',
    {
      timeout: 240_000,
    },
    async ({ skip }) => {
      skip(!host.isThere(), `it needs ${host.needs}`);
      const [handed, resumed] = await launch(host, root, [
        { visit: { ...options, clickRank: 20 }, hand: MODEL },
        { kill: true },
        { visit: options },
      ]);
      const kept = { engine: 'wasm', storage: 'indexeddb', signals: 1 };
      expect(handed).toMatchObject({ ...kept, from: 'memory' });
      expect(handed!.after).not.toEqual(handed!.before);
      expect(resumed).toMatchObject({ ...kept, from: 'network', before: handed!.after });
      const [offline, forgotten] = await launch(host, root, [
        { withhold: MODEL },
        { visit: { ...options, forget: true } },
        { kill: true },
        { visit: options },
      ]);
      expect(offline).toMatchObject({ ...kept, from: 'cache', before: handed!.after });
      expect(forgotten).toMatchObject({ signals: 0, from: 'cache', before: handed!.before });
    },
  );
});
