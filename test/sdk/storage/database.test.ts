import 'fake-indexeddb/auto';
import { deleteDB, openDB } from 'idb';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isPocketRankError } from '../../../src/core/errors.ts';
import { createDatabase, type DatabaseOptions } from '../../../src/sdk/storage/database.ts';
import { STORE_NAMES, type KeyValueStore } from '../../../src/sdk/storage/key-value-store.ts';

const opened: KeyValueStore[] = [];
function open(options: DatabaseOptions = {}): KeyValueStore {
  const store = createDatabase({ timeoutMs: 200, ...options });
  opened.push(store);
  return store;
}
const realIndexedDB = globalThis.indexedDB;

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});
afterEach(() => {
  for (const store of opened.splice(0)) store.close();
  globalThis.indexedDB = realIndexedDB;
});

/** The next event of the store, which another tab caused. */
const nextEvent = (store: KeyValueStore): Promise<unknown> =>
  new Promise((resolve) => {
    const stop = store.subscribe((event) => {
      stop();
      resolve(event);
    });
  });

describe('createDatabase', () => {
  it('keeps values across connections, ordered by key and found by prefix', async () => {
    const first = open();
    expect(
      await first.write('itemCodes', [
        ['b/2', new Int8Array([1, -2])],
        ['a/1', 1],
        ['b/1', 2],
      ]),
    ).toBe(true);
    first.close();
    const second = open();
    expect(await second.entries('itemCodes')).toEqual([
      ['a/1', 1],
      ['b/1', 2],
      ['b/2', new Int8Array([1, -2])],
    ]);
    expect((await second.entries('itemCodes', 'b/')).map(([key]) => key)).toEqual(['b/1', 'b/2']);
    expect(await second.get('itemCodes', 'a/1')).toBe(1);
    expect(second.status()).toEqual({ kind: 'indexeddb' });
  });

  it('shows a write to its own readers before the device has it', async () => {
    const store = open();
    const written = store.write('signals', [['k', 'v']]);
    expect(await store.get('signals', 'k')).toBe('v');
    await written;
    await store.write('signals', [['k', undefined]]);
    expect(await store.get('signals', 'k')).toBeUndefined();
    expect(await store.entries('signals')).toEqual([]);
  });

  it('waits for no database that is only being made, and for one that is there', async () => {
    const events: string[] = [];
    const first = open();
    void first.write('signals', [['k', 'v']]).then(() => events.push('written'));
    expect(await first.entries('signals')).toEqual([['k', 'v']]);
    expect(await first.get('models', 'x')).toBeUndefined();
    events.push('read');
    expect(await first.write('signals', [['l', 'w']])).toBe(true);
    expect(events.indexOf('read')).toBeLessThan(events.indexOf('written'));
    expect(await first.entries('signals')).toHaveLength(2);
    first.close();
    expect(await open().entries('signals')).toHaveLength(2);
  });

  it('works from memory where there is no IndexedDB, and says so', async () => {
    Reflect.deleteProperty(globalThis, 'indexedDB');
    const store = open();
    expect(await store.write('signals', [['k', 'v']])).toBe(false);
    expect(await store.entries('signals')).toEqual([['k', 'v']]);
    expect(store.status()).toEqual({
      kind: 'memory',
      reason: 'This environment has no IndexedDB.',
    });
    await store.forget();
    expect(await store.entries('signals')).toEqual([]);
  });

  it('works from memory where the mere look at IndexedDB throws, or null stands in its place', async () => {
    const real = globalThis.indexedDB;
    const looks: [PropertyDescriptor, string][] = [
      [
        {
          get() {
            throw new DOMException('The operation is insecure.', 'SecurityError');
          },
        },
        'The browser denies this page storage.',
      ],
      [{ value: null }, 'This environment has no IndexedDB.'],
    ];
    for (const [look, reason] of looks) {
      Object.defineProperty(globalThis, 'indexedDB', { configurable: true, ...look });
      try {
        const store = open();
        expect(await store.write('signals', [['k', 'v']])).toBe(false);
        expect(await store.entries('signals')).toEqual([['k', 'v']]);
        expect(store.status()).toEqual({ kind: 'memory', reason });
        await store.forget();
      } finally {
        Object.defineProperty(globalThis, 'indexedDB', {
          configurable: true,
          writable: true,
          value: real,
        });
      }
    }
  });

  it.each(['is denied', 'does not exist'])(
    'keeps data where the line to other tabs %s',
    async (how) => {
      const denied = vi.fn(function refuse() {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      });
      vi.stubGlobal('BroadcastChannel', how === 'is denied' ? denied : undefined);
      try {
        const store = open();
        expect(await store.write('signals', [['k', 'v']])).toBe(true);
        await store.forget();
        expect(await store.entries('signals')).toEqual([]);
      } finally {
        vi.unstubAllGlobals();
      }
    },
  );

  it('works from memory where storage is denied, and writes it all once it is allowed', async () => {
    const allowed = globalThis.indexedDB;
    let timeMs = 0;
    globalThis.indexedDB = {
      open() {
        throw new DOMException('denied', 'SecurityError');
      },
    } as unknown as IDBFactory;
    const store = open({ now: () => timeMs });
    expect(await store.write('signals', [['k', 'v']])).toBe(false);
    expect(store.status().reason).toBe('The browser denies this page storage.');
    globalThis.indexedDB = allowed;
    expect(await store.write('signals', [['l', 'w']])).toBe(false);
    timeMs = 10_000;
    expect(await store.write('signals', [['m', 'x']])).toBe(true);
    expect(store.status()).toEqual({ kind: 'indexeddb' });
    expect((await open().entries('signals')).map(([key]) => key)).toEqual(['k', 'l', 'm']);
  });

  it('gives up on an opening that hangs, without later calls waiting, and takes it up when it comes', async () => {
    const real = globalThis.indexedDB;
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    // A connection that is being upgraded holds off every other opening, like a wedged browser.
    const holder = openDB('pocketrank', 1, {
      async upgrade(_database, _old, _new, transaction) {
        transaction.done.catch(() => {});
        const keepAlive = _database.createObjectStore('x');
        const state = { held: true };
        void released.then(() => (state.held = false));
        while (state.held) await keepAlive.get('nothing');
        transaction.abort();
      },
    }).catch(() => {});
    const store = open({ timeoutMs: 50 });
    expect(await store.write('signals', [['k', 'v']])).toBe(false);
    expect(store.status().kind).toBe('memory');
    const before = performance.now();
    for (let call = 0; call < 20; call++) await store.get('models', 'x');
    expect(performance.now() - before).toBeLessThan(500);
    release();
    await holder;
    await expect.poll(() => store.status().kind).toBe('indexeddb');
    expect(await open().get('signals', 'k')).toBe('v');
    expect(globalThis.indexedDB).toBe(real);
  });

  it('makes a database anew that lacks its stores', async () => {
    (
      await openDB('pocketrank', 1, { upgrade: (database) => void database.createObjectStore('y') })
    ).close();
    const store = open();
    expect(await store.write('models', [['k', 'v']])).toBe(true);
    expect(await store.get('models', 'k')).toBe('v');
  });

  it('stays out of the way of a newer version in another tab, and says why it keeps to memory', async () => {
    const store = open();
    await store.write('signals', [['k', 'v']]);
    const newer = await openDB('pocketrank', 99);
    expect(await store.write('signals', [['l', 'w']])).toBe(false);
    expect(store.status().reason).toBe('Another tab runs a newer version of this package.');
    expect(await store.get('signals', 'l')).toBe('w');
    newer.close();
  });

  it('reopens a database that was deleted under it, and takes that as forgetting', async () => {
    const store = open();
    await store.write('signals', [['k', 'v']]);
    const heard = nextEvent(store);
    await deleteDB('pocketrank');
    await store.write('models', [['m', 'bytes']]);
    expect(await heard).toEqual({ type: 'forget' });
    expect(await store.get('models', 'm')).toBe('bytes');
    expect(await store.entries('signals')).toEqual([]);
  });

  it('reads around an unreadable entry and deletes it', async () => {
    const store = open();
    await store.write('signals', [
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ]);
    const { get, getAll } = IDBObjectStore.prototype;
    const unreadable = (): never => {
      throw new DOMException('broken', 'UnknownError');
    };
    IDBObjectStore.prototype.getAll = unreadable;
    IDBObjectStore.prototype.get = function (key) {
      return key === 'b' ? unreadable() : get.call(this, key);
    };
    try {
      expect(await store.entries('signals')).toEqual([
        ['a', 1],
        ['c', 3],
      ]);
    } finally {
      Object.assign(IDBObjectStore.prototype, { get, getAll });
    }
    expect((await store.entries('signals')).map(([key]) => key)).toEqual(['a', 'c']);
  });

  it('makes room by dropping item codes when the device is full, and keeps the rest in memory', async () => {
    const store = open();
    await store.write('itemCodes', [['code', 1]]);
    const { put } = IDBObjectStore.prototype;
    let room = 0;
    IDBObjectStore.prototype.put = function (value, key) {
      if (this.name === 'models' && room-- <= 0)
        throw new DOMException('full', 'QuotaExceededError');
      return put.call(this, value, key);
    };
    try {
      expect(await store.write('models', [['m', 'bytes']])).toBe(false);
      expect(store.status()).toEqual({ kind: 'memory', reason: 'The device has no room left.' });
      expect(await store.get('models', 'm')).toBe('bytes');
      expect(await store.entries('itemCodes')).toEqual([]);
      room = 10;
      expect(await store.write('signals', [['s', 1]])).toBe(true);
      expect(store.status()).toEqual({ kind: 'indexeddb' });
    } finally {
      IDBObjectStore.prototype.put = put;
    }
    expect(await open().get('models', 'm')).toBe('bytes');
  });
});

describe('forget', () => {
  const fill = (store: KeyValueStore): Promise<boolean[]> =>
    Promise.all(STORE_NAMES.map((name) => store.write(name, [['k', name]])));

  it('leaves the model and nothing else, as another connection sees it', async () => {
    const store = open();
    await fill(store);
    await store.forget();
    const other = await openDB('pocketrank');
    const left = Object.fromEntries(
      await Promise.all(STORE_NAMES.map(async (name) => [name, await other.count(name)])),
    );
    other.close();
    expect(left).toEqual({ models: 1, modelInfo: 1, itemCodes: 0, signals: 0, verdicts: 0 });
  });

  it('tells other tabs, and they agree on what is written afterwards', async () => {
    const [one, two] = [open(), open()];
    await fill(one);
    expect(await two.get('signals', 'k')).toBe('signals');
    const heard = nextEvent(two);
    await one.forget();
    expect(await heard).toEqual({ type: 'forget' });
    expect(await two.write('signals', [['new', 1]])).toBe(true);
    expect(await one.entries('signals')).toEqual([['new', 1]]);
  });

  it('keeps a tab that has not heard of it from writing signals of before', async () => {
    const real = globalThis.BroadcastChannel;
    Reflect.deleteProperty(globalThis, 'BroadcastChannel');
    const deaf = open();
    globalThis.BroadcastChannel = real;
    await deaf.write('signals', [['before', 1]]);
    const other = open();
    await other.forget();
    const heard = nextEvent(deaf);
    expect(await deaf.write('signals', [['late', 1]])).toBe(false);
    expect(await heard).toEqual({ type: 'forget' });
    expect(await deaf.entries('signals')).toEqual([]);
    expect(await deaf.write('signals', [['after', 1]])).toBe(true);
  });

  it('keeps what the person did after it in a tab that has not heard of it', async () => {
    const real = globalThis.BroadcastChannel;
    Reflect.deleteProperty(globalThis, 'BroadcastChannel');
    const deaf = open();
    globalThis.BroadcastChannel = real;
    await deaf.write('signals', [['before', 1]], true);
    await open().forget();
    await new Promise((done) => setTimeout(done, 5));
    const heard = nextEvent(deaf);
    expect(await deaf.write('signals', [['new', 1]], true)).toBe(true);
    expect(await heard).toEqual({ type: 'forget' });
    expect(await open().entries('signals')).toEqual([['new', 1]]);
  });

  it('has handed over what was written when it is closed, also before it has opened', async () => {
    const early = open();
    void early.write('signals', [['early', 1]]);
    early.close();
    const late = open();
    await late.get('signals', 'x');
    void late.write('signals', [['late', 1]]);
    for (let i = 0; i < 50; i++) void late.write('signals', [[`more-${i}`, 1]]);
    late.close();
    const next = open();
    await expect.poll(async () => (await next.entries('signals')).length).toBe(52);
  });

  it('takes a burst without losing faith in the database', async () => {
    const store = open({ timeoutMs: 5_000 });
    await store.get('signals', 'x');
    for (let i = 0; i < 5_000; i++) {
      void store.write('signals', [[`signal-${i}`, { i }]], true);
      void store.write('verdicts', [['~journal', { i }]]);
    }
    expect(await store.flush()).toBe(true);
    expect(store.status()).toEqual({ kind: 'indexeddb' });
    expect(await open().entries('signals')).toHaveLength(5_000);
  });

  it('tells by flush how things are now, whatever has failed before', async () => {
    const allowed = globalThis.indexedDB;
    globalThis.indexedDB = {
      open() {
        throw new DOMException('denied', 'SecurityError');
      },
    } as unknown as IDBFactory;
    const store = open({ now: () => 0 });
    expect(await store.write('signals', [['k', 'v']])).toBe(false);
    expect(await store.flush()).toBe(false);
    globalThis.indexedDB = allowed;
    expect(await store.flush()).toBe(true);
    expect(await open().entries('signals')).toEqual([['k', 'v']]);
  });

  it('announces signals to other tabs', async () => {
    const [one, two] = [open(), open()];
    await two.get('signals', 'k');
    const heard = nextEvent(two);
    await one.write('signals', [['k', 1]]);
    expect(await heard).toEqual({ type: 'change', store: 'signals' });
  });

  it('says when the device could not be reached, and forgets before the next page reads anything', async () => {
    const real = globalThis.indexedDB;
    const notes = new Map<string, string>();
    globalThis.localStorage = {
      getItem: (key: string) => notes.get(key) ?? null,
      setItem: (key: string, value: string) => void notes.set(key, value),
      removeItem: (key: string) => void notes.delete(key),
    } as Storage;
    try {
      const first = open();
      await fill(first);
      first.close();
      globalThis.indexedDB = { open: () => ({ addEventListener() {} }) } as unknown as IDBFactory;
      const wedged = open({ timeoutMs: 20 });
      const failure = await wedged.forget().catch((error: unknown) => error);
      expect(isPocketRankError(failure, 'STORAGE_FAILED')).toBe(true);
      globalThis.indexedDB = real;
      const next = open();
      expect(await next.entries('signals')).toEqual([]);
      expect(await next.get('models', 'k')).toBe('models');
      expect(notes.size).toBe(0);
    } finally {
      Reflect.deleteProperty(globalThis, 'localStorage');
    }
  });
});
