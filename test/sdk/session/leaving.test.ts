import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createReranker } from '../../../src/sdk/reranker.ts';
import type { Reranker } from '../../../src/sdk/types.ts';
import { inventItems, NOW } from '../../fixtures/jobs.ts';
import { lexicalStudentFile } from '../../fixtures/lexical-student.ts';

const model = await lexicalStudentFile();
const items = inventItems(20);
const open: Reranker[] = [];
const make = async (): Promise<Reranker> => {
  const reranker = await createReranker({ model, engine: 'scalar', now: () => NOW });
  open.push(reranker);
  return reranker;
};
const click = (i: number) => ({ type: 'click', itemId: `item-${i}` }) as const;
const keptIds = async (): Promise<string[]> => {
  const reranker = await make();
  return (await reranker.export()).signals.map(({ itemId }) => itemId);
};

beforeEach(() => void vi.stubGlobal('indexedDB', new IDBFactory()));
afterEach(() => {
  for (const reranker of open.splice(0)) reranker.dispose();
  vi.unstubAllGlobals();
});

describe('what was recorded', () => {
  it('is on the device when the reranker is disposed of right after', async () => {
    for (let i = 0; i < 10; i++) {
      const reranker = await make();
      await reranker.rank(items);
      await reranker.record(click(i));
      reranker.dispose();
    }
    await expect.poll(keptIds).toHaveLength(10);
  });

  it('is on the device also when nobody has waited for it', async () => {
    const reranker = await make();
    await reranker.rank(items);
    const noted = reranker.record(click(1));
    reranker.dispose();
    await noted;
    await expect.poll(keptIds).toEqual(['item-1']);
    await expect(reranker.record(click(2))).rejects.toMatchObject({ code: 'DISPOSED' });
  });

  it('counts after everything was forgotten, for items that the page still shows', async () => {
    const reranker = await make();
    const earlier = await reranker.rank(items.slice(0, 5));
    await reranker.rank(items.slice(5));
    await reranker.record(click(7));
    await reranker.forget();
    expect(await reranker.record(click(8))).not.toBe('');
    expect(await reranker.record(click(2))).not.toBe('');
    expect(earlier.items).toHaveLength(5);
    const { signals, knownItems } = await reranker.export();
    expect(signals.map(({ itemId }) => itemId)).toEqual(['item-8', 'item-2']);
    expect(knownItems).toBe(2);
    await reranker.flush();
    expect((await keptIds()).sort()).toEqual(['item-2', 'item-8']);
  });

  it('counts after the browser has deleted the database', async () => {
    const reranker = await make();
    await reranker.rank(items);
    await reranker.record(click(1));
    await reranker.flush();
    const deletion = indexedDB.deleteDatabase('pocketrank');
    await new Promise((resolve) => deletion.addEventListener('success', resolve));
    await expect.poll(async () => (await reranker.export()).signals.length).toBe(0);
    await reranker.record(click(2));
    expect(await reranker.flush()).toBe(true);
    expect((await reranker.export()).signals.map(({ itemId }) => itemId)).toEqual(['item-2']);
    expect(await keptIds()).toEqual(['item-2']);
  });

  it('in a burst is all taken, and the database not given up', async () => {
    const reranker = await make();
    await reranker.rank(items);
    const records = Array.from({ length: 5_000 }, (_, i) =>
      reranker.record({ ...click(i % 20), at: NOW + 2_000 * i }),
    );
    await Promise.all(records);
    expect(reranker.storage).toEqual({ kind: 'indexeddb' });
    expect(await reranker.flush()).toBe(true);
    expect(reranker.storage).toEqual({ kind: 'indexeddb' });
    expect(await keptIds()).toHaveLength(200);
  });
});
