import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchWhenIdle } from '../../../src/sdk/session/idle-work.ts';
import { openSession } from '../../../src/sdk/session/open-session.ts';
import type { Session } from '../../../src/sdk/session/session.ts';
import { createReranker } from '../../../src/sdk/reranker.ts';
import type { RerankerOptions } from '../../../src/sdk/types.ts';
import { inventItems, NOW } from '../../fixtures/jobs.ts';
import { lexicalStudentFile } from '../../fixtures/lexical-student.ts';

const model = await lexicalStudentFile();
const items = inventItems(10);
const make = (options: RerankerOptions = {}) =>
  createReranker({ model, engine: 'scalar', now: () => NOW, ...options });

/** The keys of everything personal in the database. */
async function personalKeys(): Promise<string[]> {
  const database = await openDB('pocketrank');
  const keys: string[] = [];
  for (const store of ['signals', 'itemCodes', 'verdicts']) {
    for (const key of await database.getAllKeys(store)) keys.push(`${store}/${String(key)}`);
  }
  database.close();
  return keys;
}

beforeEach(() => void vi.stubGlobal('indexedDB', new IDBFactory()));
afterEach(() => void vi.unstubAllGlobals());

describe('without consent', () => {
  it('no verdict on the engine is kept either', async () => {
    const session = (await openSession({ model, engine: 'scalar', consent: false })) as Session;
    await session.ready;
    await vi.waitFor(() => expect(session.read).toBeDefined());
    vi.stubGlobal('document', {});
    vi.stubGlobal('requestIdleCallback', (work: () => void) => setTimeout(work));
    watchWhenIdle(session);
    await vi.waitFor(async () => {
      expect(await session.personal.entries('verdicts')).toHaveLength(1);
    });
    expect(await personalKeys()).toEqual([]);
    session.device.close();
  });
});

describe('a visit that keeps nothing', () => {
  it('forgets what an earlier one has kept, when asked to', async () => {
    const earlier = await make();
    await earlier.rank(items);
    await earlier.record({ type: 'click', itemId: 'item-1' });
    await earlier.flush();
    earlier.dispose();
    const visit = await make({ storage: 'memory' });
    expect((await visit.export()).signals).toEqual([]);
    expect(await personalKeys()).not.toEqual([]);
    await visit.forget();
    expect(await personalKeys()).toEqual([]);
    visit.dispose();
  });

  it('makes no database to forget in', async () => {
    const visit = await make({ storage: 'memory' });
    await visit.forget();
    visit.dispose();
    expect(await indexedDB.databases()).toEqual([]);
  });
});
