import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createReranker } from '../../../src/sdk/reranker.ts';
import { inventItems, NOW } from '../../fixtures/jobs.ts';
import { lexicalStudentFile } from '../../fixtures/lexical-student.ts';

const model = await lexicalStudentFile();
afterEach(() => void vi.unstubAllGlobals());

describe('a subscriber that throws', () => {
  it('costs neither the call nor the other subscribers anything, and is reported', async () => {
    vi.stubGlobal('indexedDB', new IDBFactory());
    const reported: unknown[] = [];
    vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
    const make = () => createReranker({ model, engine: 'scalar', now: () => NOW });
    const reranker = await make();
    const fault = new Error('of the host');
    reranker.subscribe(() => {
      throw fault;
    });
    let changes = 0;
    reranker.subscribe(() => changes++);
    await reranker.rank(inventItems(5));
    expect(await reranker.record({ type: 'click', itemId: 'item-1' })).not.toBe('');
    await reranker.record({ type: 'save', itemId: 'item-2', at: NOW + 5 });
    expect((await reranker.undo())?.itemId).toBe('item-2');
    expect(await reranker.flush()).toBe(true);
    await reranker.forget();
    expect(changes).toBeGreaterThanOrEqual(4);
    expect(reported).toHaveLength(changes);
    expect(new Set(reported)).toEqual(new Set([fault]));
    reranker.dispose();
    const next = await make();
    expect((await next.export()).signals).toEqual([]);
    next.dispose();
  });
});
