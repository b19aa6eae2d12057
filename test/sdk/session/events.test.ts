import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PocketRankError } from '../../../src/core/errors.ts';
import type { Engine } from '../../../src/core/engine.ts';
import { createScalarEngine } from '../../../src/sdk/engines/scalar.ts';
import { createReranker } from '../../../src/sdk/reranker.ts';
import type { DebugEntry, Progress, RerankerEvents } from '../../../src/sdk/types.ts';
import { ANALYST, inventItems, NOW } from '../../fixtures/jobs.ts';
import { lexicalStudentFile } from '../../fixtures/lexical-student.ts';

const model = await lexicalStudentFile();
const items = inventItems(5);
beforeEach(() => void vi.stubGlobal('indexedDB', new IDBFactory()));
afterEach(() => void vi.unstubAllGlobals());

describe('on', () => {
  it('tells of signals, rankings and where data goes, until it is stopped', async () => {
    const reranker = await createReranker({ model, engine: 'scalar', now: () => NOW });
    const told: [string, unknown][] = [];
    const listen = (name: keyof RerankerEvents) =>
      reranker.on(name, (payload) => void told.push([name, payload]));
    const stops = (['signal', 'rank', 'engine', 'storage'] as const).map(listen);
    const ranking = await reranker.rank(items, { profile: ANALYST });
    const id = await reranker.record({ type: 'click', itemId: 'item-1', position: 2 });
    await reranker.undo(id);
    await reranker.forget();
    const signal = { id, itemId: 'item-1', type: 'click', at: NOW, position: 2 };
    expect(told).toEqual([
      ['rank', ranking],
      ['signal', { what: 'recorded', signal }],
      ['signal', { what: 'undone', signal }],
      ['signal', { what: 'forgotten' }],
    ]);
    await reranker.setConsent(false);
    expect(told.slice(4)).toMatchObject([['storage', { kind: 'memory' }]]);
    for (const stop of stops) stop();
    await reranker.rank(items);
    expect(told).toHaveLength(5);
    reranker.dispose();
  });

  it('tells which engine follows one that fails; a listener that throws harms nobody', async () => {
    const reported: unknown[] = [];
    vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
    const scalar = createScalarEngine();
    let isLost = false;
    const engine: Engine = {
      ...scalar,
      name: 'lost',
      async open(student) {
        const session = await scalar.open(student);
        return {
          ...session,
          score(...parameters) {
            if (isLost) throw new PocketRankError('ENGINE_FAILED', 'The device was lost.');
            return session.score(...parameters);
          },
        };
      },
    };
    const reranker = await createReranker({ model, engine, storage: 'memory', now: () => NOW });
    const names: string[] = [];
    reranker.on('engine', () => {
      throw new Error('of the host');
    });
    reranker.on('engine', ({ name, rejected }) => names.push(name, ...rejected.map((r) => r.name)));
    isLost = true;
    await reranker.rank(items);
    expect(names[0]).toBe(reranker.engine.name);
    expect(names).toContain('lost');
    expect(reported).toHaveLength(1);
    reranker.dispose();
  });

  it('refuses a name that is none', async () => {
    const reranker = await createReranker({ model, engine: 'scalar', storage: 'memory' });
    expect(() => reranker.on('signals' as 'signal', () => {})).toThrow(/no event signals/);
    reranker.dispose();
  });
});

describe('onProgress and debug', () => {
  it('tell of bytes, the engine and the end', async () => {
    const fetch = (): Promise<Response> =>
      Promise.resolve(
        new Response(new Uint8Array(model), { headers: { 'content-length': `${model.length}` } }),
      );
    const told: Progress[] = [];
    const lines: DebugEntry[] = [];
    const reranker = await createReranker({
      model: 'https://models.test/a.safetensors',
      fetch,
      engine: 'scalar',
      storage: 'memory',
      now: () => NOW,
      onProgress: (progress) => told.push(progress),
      debug: (entry) => lines.push(entry),
    });
    expect(told.map(({ stage }) => stage).filter((stage, i, all) => stage !== all[i - 1])).toEqual([
      'model',
      'engine',
      'ready',
    ]);
    expect(told).toContainEqual({
      stage: 'model',
      loadedBytes: model.length,
      totalBytes: model.length,
    });
    await vi.waitFor(() => expect(lines[0]?.text).toMatch(/from network; scalar/));
    await reranker.rank(items);
    await reranker.record({ type: 'save', itemId: 'item-2' });
    expect(lines.map(({ what }) => what)).toEqual(['start', 'rank', 'signal']);
    expect(lines[1]!.text).toMatch(/^5 items by scalar in /);
    expect(lines[2]!.text).toBe('save of item-2 recorded');
    reranker.dispose();
  });

  it('are refused where they are of no use', async () => {
    for (const options of [{ onProgress: 1 }, { debug: 'yes' }, { enabled: 0 }])
      await expect(createReranker(options as never)).rejects.toThrow(/must be|is/);
  });
});

describe('enabled: false', () => {
  it('keeps the order handed over, stores nothing and asks for no model', async () => {
    const fetch = vi.fn();
    const reranker = await createReranker({ enabled: false, fetch });
    const twice = [items[3]!, items[0]!, items[3]!];
    const ranking = await reranker.rank(twice, { profile: ANALYST, explain: true });
    expect(ranking.items.map(({ item }) => item)).toEqual(twice);
    expect(ranking.items.map(({ id, rank }) => [id, rank])).toEqual([
      ['item-3', 1],
      ['item-0', 2],
      ['item-3#2', 3],
    ]);
    expect((await reranker.rank({ jobs: items }, { limit: 2 })).items).toHaveLength(2);
    expect(await reranker.record({ type: 'click', itemId: 'item-3' })).toBe('');
    expect(await reranker.flush()).toBe(false);
    expect((await reranker.export()).signals).toEqual([]);
    expect(await reranker.update()).toBe('none');
    expect(reranker.engine).toMatchObject({ name: 'none', rejected: [] });
    expect(await indexedDB.databases()).toEqual([]);
    expect(fetch).not.toHaveBeenCalled();
    reranker.dispose();
    await expect(reranker.rank(items)).rejects.toMatchObject({ code: 'DISPOSED' });
  });

  it('forgets what earlier visits have left', async () => {
    const earlier = await createReranker({ model, engine: 'scalar', now: () => NOW });
    await earlier.rank(items);
    await earlier.record({ type: 'click', itemId: 'item-1' });
    await earlier.flush();
    earlier.dispose();
    const off = await createReranker({ enabled: false });
    await off.forget();
    const next = await createReranker({ model, engine: 'scalar', now: () => NOW });
    expect((await next.export()).signals).toEqual([]);
    next.dispose();
  });
});
