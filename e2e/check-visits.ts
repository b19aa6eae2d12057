import { expect } from 'vitest';
import { ANALYST, inventItems, NOW } from '../test/fixtures/jobs.ts';
import { lexicalStudentFile } from '../test/fixtures/lexical-student.ts';
import { bundle } from './bundle.ts';
import type { Visit, VisitOptions } from './pages/visits.ts';
import type { TestServer } from './server.ts';

declare global {
  /** What `pages/visits.ts` exports, in the page. */
  var PocketRankVisits: typeof import('./pages/visits.ts');
}

const MODEL = '/visits.safetensors';

/**
 * Has a person come back again and again, each time in a fresh page: the model and what was clicked are
 * kept on the device, without the network too, until they are forgotten.
 *
 * @param visit opens an address afresh and calls `PocketRankVisits.visit` there
 */
export async function checkVisits(
  server: TestServer,
  visit: (url: string, options: VisitOptions) => Promise<Visit>,
): Promise<void> {
  const code = new URL('pages/visits.ts', import.meta.url);
  server.files.set('/visits.js', await bundle(code, 'PocketRankVisits'));
  server.files.set(
    '/visits',
    '<!doctype html><title>visits</title><script src="/visits.js"></script>',
  );
  server.files.set(MODEL, await lexicalStudentFile());
  const come = (options: Pick<VisitOptions, 'clickRank' | 'forget'> = {}): Promise<Visit> =>
    visit(`${server.origin}/visits`, {
      model: MODEL,
      items: inventItems(60),
      profile: ANALYST,
      now: NOW,
      ...options,
    });

  const first = await come({ clickRank: 20 });
  expect(first).toMatchObject({
    from: 'network',
    engine: 'wasm',
    storage: 'indexeddb',
    signals: 1,
  });
  expect(first.after).not.toEqual(first.before);
  server.files.delete(MODEL);
  const second = await come({ forget: true });
  expect(second).toMatchObject({
    from: 'cache',
    engine: 'wasm',
    storage: 'indexeddb',
    signals: 1,
  });
  expect(second.before).toEqual(first.after);
  const third = await come();
  expect(third.signals).toBe(0);
  expect(third.before).toEqual(first.before);
}
