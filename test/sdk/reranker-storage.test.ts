import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createItemEncoder } from '../../src/sdk/encode.ts';
import { createReranker } from '../../src/sdk/reranker.ts';
import type { Reranker, RerankerOptions } from '../../src/sdk/types.ts';
import { ANALYST, inventItems, NOW } from '../fixtures/jobs.ts';
import { lexicalStudentFile } from '../fixtures/lexical-student.ts';

const oldModel = await lexicalStudentFile(1);
const newModel = await lexicalStudentFile(2);
const items = inventItems(60);
const profile = ANALYST;
const url = 'https://models.example/student.safetensors';
const idsOf = (ranking: { items: { id: string }[] }) => ranking.items.map(({ id }) => id);

let requests: string[] = [];
let served: Uint8Array = oldModel;
let isOnline = true;
const serve: typeof fetch = async (input) => {
  requests.push(String(input));
  if (!isOnline) throw new TypeError('offline');
  return new Response(served.slice() as Uint8Array<ArrayBuffer>);
};

const open: Reranker[] = [];
async function make(options: RerankerOptions = {}): Promise<Reranker> {
  const reranker = await createReranker({ model: url, fetch: serve, now: () => NOW, ...options });
  open.push(reranker);
  return reranker;
}

/** The next page: the old one is gone once everything is stored. */
async function reload(reranker: Reranker, options: RerankerOptions = {}): Promise<Reranker> {
  await reranker.flush();
  reranker.dispose();
  return make(options);
}

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  requests = [];
  served = oldModel;
  isOnline = true;
});
afterEach(() => {
  for (const reranker of open.splice(0)) reranker.dispose();
  vi.unstubAllGlobals();
});

describe('after a visit', () => {
  it('the model comes from the device, and signals still count, also offline', async () => {
    const first = await make();
    expect(first.model.from).toBe('network');
    await first.rank(items, { profile });
    await first.record({ type: 'click', itemId: 'item-7', position: 3, dwellMs: 12 });
    const before = await first.rank(items, { profile });
    expect(await first.flush()).toBe(true);
    isOnline = false;
    const second = await reload(first);
    expect(second.model.from).toBe('cache');
    expect((await second.export()).signals).toMatchObject([
      { type: 'click', itemId: 'item-7', position: 3, dwellMs: 12, at: NOW },
    ]);
    expect(idsOf(await second.rank(items, { profile }))).toEqual(idsOf(before));
    expect(requests).toEqual([url]);
  });

  it('without consent nothing of the person is left', async () => {
    const first = await make({ consent: false });
    await first.rank(items, { profile });
    await first.record({ type: 'click', itemId: 'item-7' });
    expect((await first.export()).signals).toHaveLength(1);
    expect(await first.flush()).toBe(false);
    const second = await reload(first);
    expect((await second.export()).signals).toEqual([]);
    expect(second.model.from).toBe('cache');
  });

  it('granted later, signals move to the device; withdrawn, the device is cleared', async () => {
    const first = await make({ consent: false });
    await first.rank(items, { profile });
    await first.record({ type: 'click', itemId: 'item-7' });
    await first.setConsent(true);
    await first.record({ type: 'save', itemId: 'item-8', at: NOW + 1 });
    const second = await reload(first);
    expect((await second.export()).signals).toHaveLength(2);
    await second.setConsent(false);
    expect((await second.export()).signals).toHaveLength(2);
    const third = await reload(second);
    expect((await third.export()).signals).toEqual([]);
  });

  it('that ended with forget nothing is left', async () => {
    const first = await make();
    await first.rank(items, { profile });
    await first.record({ type: 'click', itemId: 'item-7' });
    await first.forget();
    const second = await reload(first);
    expect((await second.export()).signals).toEqual([]);
  });

  it('of two undone signals both stay undone', async () => {
    const first = await make();
    await first.rank(items, { profile });
    await first.record({ type: 'click', itemId: 'item-7' });
    await first.record({ type: 'click', itemId: 'item-8', at: NOW + 1 });
    await first.undo();
    await first.undo();
    const second = await reload(first);
    expect((await second.export()).signals).toEqual([]);
  });
});

describe('a page that can tell a first visit', () => {
  let marks: Map<string, string>;
  beforeEach(() => {
    marks = new Map();
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => marks.get(key) ?? null,
      setItem: (key: string, value: string) => void marks.set(key, value),
      removeItem: (key: string) => void marks.delete(key),
    });
  });

  it('waits for no database on the first visit', async () => {
    // No answer comes, nor does time pass in which a wait for one would end.
    const request: unknown = Object.create(IDBRequest.prototype, {
      addEventListener: { value() {} },
    });
    vi.stubGlobal('indexedDB', { open: () => request });
    vi.stubGlobal('setTimeout', () => 0);
    // Outside a page the model is kept before it ranks.
    vi.stubGlobal('document', {});
    const reranker = await make();
    const before = await reranker.rank(items, { profile });
    expect(requests).toEqual([url]);
    await reranker.record({ type: 'click', itemId: before.items[40]!.id });
    expect(idsOf(await reranker.rank(items, { profile }))).not.toEqual(idsOf(before));
  });

  it('waits for it on every later one', async () => {
    const first = await make();
    await first.rank(items, { profile });
    await first.record({ type: 'click', itemId: 'item-7' });
    const before = await first.rank(items, { profile });
    const second = await reload(first);
    expect(second.model.from).toBe('cache');
    expect(idsOf(await second.rank(items, { profile }))).toEqual(idsOf(before));
    expect(requests).toEqual([url]);
  });

  it('tells no listener that nothing was found', async () => {
    const first = await make();
    let changes = 0;
    first.subscribe(() => changes++);
    await first.flush();
    expect(changes).toBe(0);
  });

  it('finds no mark once everything is forgotten, but the model where there is no network', async () => {
    const first = await make();
    await first.flush();
    expect(marks.size).toBe(1);
    await first.forget();
    expect(marks.size).toBe(0);
    isOnline = false;
    const second = await make();
    expect(second.model.from).toBe('cache');
  });
});

describe('several rerankers', () => {
  /** Resolves when the signals of a reranker have changed so that `isDone`. */
  const until = (reranker: Reranker, isDone: (count: number) => boolean) =>
    new Promise<void>((resolve) => {
      const check = async () => {
        if (!isDone((await reranker.export()).signals.length)) return;
        stop();
        resolve();
      };
      const stop = reranker.subscribe(() => void check());
      void check();
    });

  it('agree on signals and on forgetting', async () => {
    const one = await make();
    const two = await make();
    await one.rank(items, { profile });
    await two.rank(items, { profile });
    await one.record({ type: 'click', itemId: 'item-7' });
    await until(two, (count) => count === 1);
    expect(idsOf(await two.rank(items, { profile }))).toEqual(
      idsOf(await one.rank(items, { profile })),
    );
    await two.forget();
    await until(one, (count) => count === 0);
  });
});

describe('an updated model', () => {
  it('is kept once it has passed its canaries, and ranks from the next start', async () => {
    const visit = await make();
    // It has just been fetched: there is nothing to ask.
    expect(await visit.update()).toBe('none');
    const first = await reload(visit);
    const oldHash = first.model.hash;
    expect(await first.update()).toBe('current');
    served = newModel;
    expect(await first.update()).toBe('updated');
    expect(first.model.hash).toBe(oldHash);
    isOnline = false;
    const second = await reload(first);
    expect(second.model).toMatchObject({ from: 'cache', hash: expect.not.stringMatching(oldHash) });
    expect(await second.update()).toBe('failed');
  });

  it('is not kept when it is damaged', async () => {
    const first = await make();
    await first.flush();
    served = newModel.slice();
    served[served.length - 1]! ^= 1;
    const second = await reload(first);
    expect(await second.update()).toBe('failed');
    const third = await reload(second);
    expect(third.model.hash).toBe(second.model.hash);
  });

  it('wakes the signals of the old one when their items are ranked again', async () => {
    const first = await reload(await make());
    await first.rank(items, { profile });
    await first.record({ type: 'click', itemId: 'item-7' });
    await first.record({ type: 'click', itemId: 'gone', at: NOW + 1, item: items[9]! });
    served = newModel;
    expect(await first.update()).toBe('updated');
    const second = await reload(first);
    expect((await second.export()).signals).toHaveLength(2);
    const woken = await second.rank(items, { profile });

    const fresh = await make({ storage: 'memory', model: newModel });
    await fresh.rank(items);
    await fresh.record({ type: 'click', itemId: 'item-7' });
    const expected = await fresh.rank(items, { profile });
    expect(woken.items.map(({ id, score }) => [id, score])).toEqual(
      expected.items.map(({ id, score }) => [id, score]),
    );
    const third = await reload(second);
    expect((await third.export()).signals.map(({ itemId }) => itemId)).toEqual(['item-7', 'gone']);
    expect(idsOf(await third.rank(items, { profile }))).toEqual(idsOf(woken));
  });
});

describe('item codes from a server', () => {
  it('rank as the items themselves do, without their text', async () => {
    const encoder = await createItemEncoder(oldModel);
    const reranker = await make({ storage: 'memory' });
    const whole = await reranker.rank(items, { profile });
    const bare = items.map((item) => ({
      identifier: item.identifier,
      attributes: { pocketrankCode: encoder.encode(item, NOW) },
    }));
    const coded = await reranker.rank(bare, { profile });
    expect(coded.timings.encodedItems).toBe(0);
    expect(coded.items.map(({ id, score }) => [id, score])).toEqual(
      whole.items.map(({ id, score }) => [id, score]),
    );
    expect(encoder.modelHash).toBe(reranker.model.hash);
  });

  it('of another model, or damaged, are ignored', async () => {
    const encoder = await createItemEncoder(newModel);
    const reranker = await make({ storage: 'memory' });
    const whole = await reranker.rank(items, { profile });
    const code = (await createItemEncoder(oldModel)).encode(items[0]!, NOW);
    const damaged = ['', '%%%', code.slice(4), `${code}AAAA`, 'x'.repeat(code.length), 5, null];
    for (const pocketrankCode of [encoder.encode(items[0]!, NOW), ...damaged]) {
      const marked = items.map((item) => ({ ...item, attributes: { pocketrankCode } }));
      expect(idsOf(await reranker.rank(marked, { profile }))).toEqual(idsOf(whole));
    }
  });

  it('with forged bytes never make a score that is no number', async () => {
    const encoder = await createItemEncoder(oldModel);
    const reranker = await make({ storage: 'memory' });
    const bytes = Buffer.from(encoder.encode(items[0]!, NOW), 'base64url');
    for (let at = 8; at < bytes.length; at++) {
      const forged = Buffer.from(bytes);
      forged[at] = 0x80 | (at * 37);
      const attributes = { pocketrankCode: forged.toString('base64url') };
      const { items: ranked } = await reranker.rank([{ id: 'forged', attributes }], { profile });
      expect(Number.isFinite(ranked[0]!.score)).toBe(true);
    }
  });
});
