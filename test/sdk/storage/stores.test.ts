import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { loadCodes, packSum } from '../../../src/sdk/storage/code-packs.ts';
import { createMemoryStore } from '../../../src/sdk/storage/memory.ts';
import { createModelStore, type StoredModel } from '../../../src/sdk/storage/model-store.ts';
import { pruneCodes, saveCodes } from '../../../src/sdk/storage/save-codes.ts';
import { createSignalStore } from '../../../src/sdk/storage/signal-store.ts';
import { createVerdictStore, type EngineVerdict } from '../../../src/sdk/storage/verdict-store.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const model = (text: string): StoredModel => ({
  bytes: bytesOf(text),
  hash: createHash('sha256').update(text).digest('hex'),
  fetchedAt: 1,
  lastVerifiedAt: 1,
});
const URL_A = 'https://example.com/a.safetensors';
const URL_B = 'https://example.com/b.safetensors';

describe('createMemoryStore', () => {
  it('has the semantics of the database: order, prefix, deletion, forgetting', async () => {
    const store = createMemoryStore();
    await store.write('signals', [
      ['b', 2],
      ['a', 1],
      ['ab', 3],
    ]);
    await store.write('models', [['m', 4]]);
    await store.write('signals', [['ab', undefined]]);
    expect(await store.entries('signals')).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    expect(await store.entries('signals', 'b')).toEqual([['b', 2]]);
    await store.forget();
    expect(await store.entries('signals')).toEqual([]);
    expect(await store.get('models', 'm')).toBe(4);
    expect(store.status()).toEqual({ kind: 'memory', reason: 'The host chose memory.' });
  });
});

describe('createModelStore', () => {
  it('gives back what was put, and notes when it was verified', async () => {
    const models = createModelStore(createMemoryStore());
    expect(await models.get(URL_A)).toBeUndefined();
    await models.put(URL_A, { ...model('one'), etag: '"e"', signature: new Uint8Array([7]) });
    await models.verified(URL_A, 9);
    expect(await models.get(URL_A)).toEqual({
      ...model('one'),
      etag: '"e"',
      isFinal: false,
      signature: new Uint8Array([7]),
      lastVerifiedAt: 9,
    });
  });

  it('keeps bytes once, for as long as some URL refers to them', async () => {
    const store = createMemoryStore();
    const models = createModelStore(store);
    await models.put(URL_A, model('one'));
    await models.put(URL_B, model('one'));
    expect(await store.entries('models')).toHaveLength(1);
    await models.put(URL_A, model('two'));
    expect(await store.entries('models')).toHaveLength(2);
    await models.delete(URL_B);
    expect(await store.entries('models')).toEqual([[model('two').hash, model('two').bytes]]);
  });

  it('keeps the few URLs that were verified last', async () => {
    const store = createMemoryStore();
    const models = createModelStore(store);
    for (const at of [5, 1, 4, 2, 3]) {
      await models.put(`${URL_A}?${at}`, { ...model(`model ${at}`), lastVerifiedAt: at });
    }
    const urls = (await store.entries('modelInfo')).map(([url]) => url.at(-1));
    expect(urls).toEqual(['2', '3', '4', '5']);
    expect(await store.entries('models')).toHaveLength(4);
  });

  it('stores a view without the buffer around it', async () => {
    const store = createMemoryStore();
    const whole = bytesOf('xxonexx');
    await createModelStore(store).put(URL_A, { ...model('one'), bytes: whole.subarray(2, 5) });
    const bytes = (await store.get('models', model('one').hash)) as Uint8Array;
    expect(bytes.buffer.byteLength).toBe(3);
  });

  it.each([
    ['bytes that do not have their hash', 'models', model('one').hash, bytesOf('two')],
    ['bytes of another type', 'models', model('one').hash, 'text'],
    ['no bytes', 'models', model('one').hash, undefined],
    ['information that is no object', 'modelInfo', URL_A, 7],
    ['information without a hash', 'modelInfo', URL_A, { fetchedAt: 1, lastVerifiedAt: 1 }],
    ['a hash that is none', 'modelInfo', URL_A, { ...model('one'), hash: '../x' }],
    ['a time that is none', 'modelInfo', URL_A, { ...model('one'), fetchedAt: NaN }],
  ] as const)('treats %s as absent and deletes the entry', async (_what, name, key, value) => {
    const store = createMemoryStore();
    const models = createModelStore(store);
    await models.put(URL_A, model('one'));
    await store.write(name, [[key, value]]);
    expect(await models.get(URL_A)).toBeUndefined();
    expect(await store.entries('modelInfo')).toEqual([]);
    expect(await store.entries('models')).toEqual([]);
  });
});

describe('item codes', () => {
  const options = { modelHash: 'm1', codeLength: 2 };

  it('come back for their model only', async () => {
    const store = createMemoryStore();
    const all = new Int8Array([1, -2, 3, -4]);
    const two = [
      ['x', all.subarray(0, 2)],
      ['y', all.subarray(2)],
    ] as const;
    await saveCodes(store, options, two, 1);
    await saveCodes(store, { ...options, modelHash: 'm2' }, [['x', new Int8Array([9, 9])]], 2);
    expect(await loadCodes(store, options)).toEqual(
      new Map([
        ['x', new Int8Array([1, -2])],
        ['y', new Int8Array([3, -4])],
      ]),
    );
  });

  it('are deleted where their pack is damaged', async () => {
    const store = createMemoryStore();
    const whole = { hashes: ['a'], codes: new Int8Array(2), at: 1 };
    const pack = { ...whole, sum: packSum(whole) };
    await store.write('itemCodes', [
      ['m1/long', { ...pack, codes: new Int8Array(3) }],
      ['m1/type', { ...pack, codes: [1, 2] }],
      ['m1/hash', { ...pack, hashes: [7] }],
      ['m1/time', { ...pack, at: 'now' }],
      ['m1/single', { code: new Int8Array(2), at: 1 }],
      ['m1/null', null],
      ['m1/other', { ...pack, codes: new Int8Array([0, 1]) }],
      ['m1/item', { ...pack, hashes: ['b'] }],
      ['m1/early', whole],
      ['m1/good', pack],
    ]);
    expect([...(await loadCodes(store, options)).keys()]).toEqual(['a']);
    expect((await store.entries('itemCodes')).map(([key]) => key)).toEqual(['m1/good']);
  });

  it('of other models go first, then the oldest', async () => {
    const store = createMemoryStore();
    const code = new Int8Array(2);
    await saveCodes(store, { ...options, modelHash: 'm2' }, [['z', code]], 9);
    for (const [at, hash] of ['oldest', 'middle', 'newest'].entries()) {
      await saveCodes(store, options, [[hash, code]], at);
    }
    for (let i = 0; i < 2; i++) {
      await pruneCodes(store, options, 2);
      expect([...(await loadCodes(store, options)).keys()]).toEqual(['newest', 'middle']);
      expect(await store.entries('itemCodes')).toHaveLength(2);
    }
  });

  it('of many packs are put into few, and none of the latest is lost', async () => {
    const store = createMemoryStore();
    const codeOf = (i: number) => new Int8Array([i & 63, i >> 6]);
    for (let i = 0; i < 1300; i += 20) {
      const codes = Array.from({ length: 20 }, (_, k) => [String(i + k), codeOf(i + k)] as const);
      await saveCodes(store, options, codes, 1000 * i);
    }
    await pruneCodes(store, options, 1250);
    expect(await store.entries('itemCodes')).toHaveLength(62);
    for (let i = 1300; i < 1305; i++) {
      await saveCodes(store, options, [[String(i), codeOf(i)]], 1000 * i);
    }
    await pruneCodes(store, options, 1250);
    expect((await store.entries('itemCodes')).length).toBeLessThan(10);
    const loaded = await loadCodes(store, options);
    for (let i = 1304; i > 1304 - 1180; i--) expect(loaded.get(String(i))).toEqual(codeOf(i));
    expect([...loaded.keys()].slice(0, 3)).toEqual(['1304', '1303', '1302']);
  });
});

describe('createSignalStore', () => {
  const parse = (value: unknown): { item: string } | undefined =>
    typeof (value as { item?: unknown } | null)?.item === 'string'
      ? (value as { item: string })
      : undefined;

  it('orders by time, then by arrival', async () => {
    const signals = createSignalStore(createMemoryStore(), parse);
    const times: [string, number][] = [
      ['c', 1.7e12],
      ['a', 5],
      ['d', 1.7e12],
      ['b', 36 ** 3],
    ];
    for (const [item, at] of times) signals.add({ item }, at);
    expect((await signals.load()).map(({ signal }) => signal.item)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('removes by id and deletes what is no signal', async () => {
    const store = createMemoryStore();
    const signals = createSignalStore(store, parse);
    const id = signals.add({ item: 'a' }, 1);
    signals.add({ item: 'b' }, 2);
    await store.write('signals', [
      ['0', 'damaged'],
      ['1', { item: 1 }],
    ]);
    await signals.remove([id]);
    expect((await signals.load()).map(({ signal }) => signal.item)).toEqual(['b']);
    expect(await store.entries('signals')).toHaveLength(1);
  });
});

describe('createVerdictStore', () => {
  const verdict: EngineVerdict = {
    engine: 'wasm',
    rejected: [{ name: 'webgpu', reason: 'no adapter' }],
    timesMs: { wasm: 0.3, scalar: 2 },
    at: 1_000,
  };

  it('holds a verdict by model and device for its time', async () => {
    let timeMs = 1_000;
    const verdicts = createVerdictStore(createMemoryStore(), { ttlMs: 500, now: () => timeMs });
    await verdicts.put('m', 'd', verdict);
    expect(await verdicts.get('m', 'd')).toEqual(verdict);
    expect(await verdicts.get('m', 'e')).toBeUndefined();
    timeMs = 1_501;
    expect(await verdicts.get('m', 'd')).toBeUndefined();
    timeMs = 1_000;
    expect(await verdicts.get('m', 'd')).toBeUndefined();
  });

  it.each([
    ['null', null],
    ['no engine', { ...verdict, engine: undefined }],
    ['rejections of another shape', { ...verdict, rejected: [null] }],
    ['times that are none', { ...verdict, timesMs: { wasm: 'fast' } }],
    ['a time of the future', { ...verdict, at: 9e15 }],
  ])('deletes %s', async (_what, value) => {
    const store = createMemoryStore();
    await store.write('verdicts', [['m/d', value]]);
    expect(await createVerdictStore(store, { now: () => 1_000 }).get('m', 'd')).toBeUndefined();
    expect(await store.entries('verdicts')).toEqual([]);
  });
});
