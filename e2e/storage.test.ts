import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { openPage, type PageOptions } from './browser.ts';
import { useBrowser } from './use-browser.ts';

declare global {
  /** What `pages/storage.ts` exports, in the page. */
  var Storage_: typeof import('./pages/storage.ts');
  /** Lets go of the database that `holdDatabase` holds. */
  var release: () => void;
}

const CODE = { page: 'storage.ts', globalName: 'Storage_' };
const place = useBrowser();

const open = (options?: PageOptions): Promise<Page> =>
  openPage(place.context, place.server, CODE, options);

/** Everything that the page's origin has stored on the device, as the browser itself tells. */
function everything(page: Page): Promise<Record<string, unknown>> {
  return page.evaluate(async () => {
    const found: Record<string, unknown> = {};
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name!);
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error!));
      });
      for (const store of database.objectStoreNames) {
        const request = database.transaction(store).objectStore(store).getAllKeys();
        await new Promise((resolve) => request.addEventListener('success', resolve));
        if (request.result.length > 0) found[`${name}/${store}`] = request.result;
      }
      database.close();
    }
    for (const key of Object.keys(localStorage)) found[`localStorage/${key}`] = localStorage[key];
    for (const key of Object.keys(sessionStorage))
      found[`sessionStorage/${key}`] = sessionStorage[key];
    for (const key of await caches.keys()) found[`caches/${key}`] = true;
    if (document.cookie) found['cookies'] = document.cookie;
    return found;
  });
}

/** Fills every store with one entry; returns where the storage then says that it keeps data. */
function fill(page: Page): Promise<{ kind: string; reason?: string }> {
  return page.evaluate(async () => {
    const store = Storage_.openStore();
    for (const name of ['models', 'modelInfo', 'itemCodes', 'signals', 'verdicts'] as const)
      await store.write(name, [['key', { name }]]);
    const status = store.status();
    store.close();
    return status;
  });
}

const readSignals = (page: Page): Promise<[string, unknown][]> =>
  page.evaluate(() => Storage_.openStore().entries('signals'));

describe('storage in a browser', () => {
  it('keeps data across visits', async () => {
    const page = await open();
    expect(await fill(page)).toEqual({ kind: 'indexeddb' });
    await page.reload();
    expect(await readSignals(page)).toEqual([['key', { name: 'signals' }]]);
  });

  it('forgets everything personal: nothing is left on the device, and other tabs know', async () => {
    const [one, two] = [await open(), await open()];
    await fill(one);
    const heard = two.evaluate(
      () =>
        new Promise((resolve) => {
          const store = Storage_.openStore();
          store.subscribe(resolve);
          void store.get('signals', 'key');
        }),
    );
    await two.evaluate(() => 'the evaluation before has begun');
    await one.evaluate(() => Storage_.openStore().forget());
    expect(await heard).toEqual({ type: 'forget' });
    expect(await everything(one)).toEqual({
      'pocketrank/meta': ['epoch'],
      'pocketrank/modelInfo': ['key'],
      'pocketrank/models': ['key'],
    });
    await two.reload();
    expect(await readSignals(two)).toEqual([]);
  });

  it('lets two tabs add signals side by side', async () => {
    const tabs = [await open(), await open()];
    await Promise.all(
      tabs.map((page, tab) =>
        page.evaluate(async (from) => {
          const signals = Storage_.createSignalStore(Storage_.openStore(), (value) => value);
          for (let at = 0; at < 50; at++) signals.add({ from, at }, at);
          await signals.flush();
        }, tab),
      ),
    );
    expect(await readSignals(tabs[0]!)).toHaveLength(100);
  });

  it('works from memory where IndexedDB does not exist', async () => {
    const page = await open({
      init: () => Object.defineProperty(globalThis, 'indexedDB', { value: undefined }),
    });
    expect(await fill(page)).toEqual({
      kind: 'memory',
      reason: 'This environment has no IndexedDB.',
    });
  });

  it('works from memory where the page is denied storage', async () => {
    place.server.headers = { 'content-security-policy': 'sandbox allow-scripts' };
    const page = await open();
    const status = await fill(page);
    expect(status).toEqual({ kind: 'memory', reason: 'The browser denies this page storage.' });
    const signals = await page.evaluate(async () => {
      const store = Storage_.openStore();
      await store.write('signals', [['key', 1]]);
      return store.entries('signals');
    });
    expect(signals).toEqual([['key', 1]]);
  });

  it('keeps in memory what a full device does not take, and writes it once there is room', async () => {
    const page = await open();
    const session = await place.context.newCDPSession(page);
    const limit = (quotaSize?: number): Promise<unknown> =>
      session.send('Storage.overrideQuotaForOrigin', {
        origin: place.server.origin,
        ...(quotaSize !== undefined && { quotaSize }),
      });
    // Before the first use: browsers remember for a while how much room there is.
    await limit(2_000_000);
    await fill(page);
    const full = await page.evaluate(async () => {
      const store = Storage_.openStore();
      Object.assign(globalThis, { store });
      // Chance cannot be compressed, which browsers do before they count.
      const bytes = new Uint8Array(4_000_000);
      for (let at = 0; at < bytes.length; at += 50_000)
        crypto.getRandomValues(bytes.subarray(at, at + 50_000));
      const written = await store.write('models', [['large', bytes]]);
      return {
        written,
        status: store.status(),
        read: (await store.get('models', 'large')) !== undefined,
      };
    });
    expect(full).toEqual({
      written: false,
      status: { kind: 'memory', reason: 'The device has no room left.' },
      read: true,
    });
    await limit();
    const status = await page.evaluate(async () => {
      const { store } = globalThis as unknown as {
        store: ReturnType<typeof Storage_.openStore>;
      };
      await store.write('signals', [['later', 1]]);
      return store.status();
    });
    expect(status).toEqual({ kind: 'indexeddb' });
    expect((await everything(page))['pocketrank/models']).toEqual(['key', 'large']);
  });

  it('waits for no wedged database, and writes to it when it comes back', async () => {
    const holder = await open();
    // An upgrade that does not end holds off every other opening.
    await holder.evaluate(() => {
      const request = indexedDB.open('pocketrank', 1);
      let held = true;
      globalThis.release = () => (held = false);
      request.addEventListener('upgradeneeded', () => {
        const store = request.result.createObjectStore('held');
        const spin = (): void => {
          if (held) store.get('nothing').addEventListener('success', spin);
          else request.transaction!.abort();
        };
        spin();
      });
    });
    const page = await open();
    const wedged = await page.evaluate(async () => {
      const store = Storage_.openStore(100);
      Object.assign(globalThis, { store });
      const written = await store.write('signals', [['key', 1]]);
      const start = performance.now();
      for (let call = 0; call < 100; call++) await store.get('models', 'key');
      return {
        written,
        waitedMs: performance.now() - start,
        kind: store.status().kind,
        signals: await store.entries('signals'),
      };
    });
    expect(wedged).toMatchObject({ written: false, kind: 'memory', signals: [['key', 1]] });
    expect(wedged.waitedMs).toBeLessThan(1_000);
    await holder.evaluate(() => globalThis.release());
    await expect
      .poll(() =>
        page.evaluate(
          () =>
            (
              globalThis as unknown as { store: ReturnType<typeof Storage_.openStore> }
            ).store.status().kind,
        ),
      )
      .toBe('indexeddb');
    await page.reload();
    expect(await readSignals(page)).toEqual([['key', 1]]);
  });

  it('treats damaged entries as absent and deletes them', async () => {
    const page = await open();
    await fill(page);
    const read = await page.evaluate(async () => {
      const store = Storage_.openStore();
      await store.write('modelInfo', [['https://x.test/m', { hash: 7 }]]);
      await store.write('itemCodes', [
        ['m/short', { hashes: ['a'], codes: new Int8Array(1), at: 1 }],
      ]);
      const codes = await Storage_.loadCodes(store, { modelHash: 'm', codeLength: 2 });
      return {
        model: await Storage_.createModelStore(store).get('https://x.test/m'),
        codes: [...codes.keys()],
        signals: await Storage_.createSignalStore(store, () => undefined).load(),
      };
    });
    expect(read).toEqual({ model: undefined, codes: [], signals: [] });
    const left = await everything(page);
    expect(left['pocketrank/signals']).toBeUndefined();
    expect(left['pocketrank/itemCodes']).toEqual(['key']);
    expect(left['pocketrank/modelInfo']).toEqual(['key']);
  });

  it('makes anew a database of another shape', async () => {
    const page = await open();
    await page.evaluate(
      () =>
        new Promise((resolve) => {
          const request = indexedDB.open('pocketrank', 1);
          request.addEventListener('upgradeneeded', () =>
            request.result.createObjectStore('other'),
          );
          request.addEventListener('success', () => resolve(request.result.close()));
        }),
    );
    expect(await fill(page)).toEqual({ kind: 'indexeddb' });
    await page.reload();
    expect(await readSignals(page)).toHaveLength(1);
  });

  it('takes the deletion of the site data as forgetting', async () => {
    const page = await open();
    await page.evaluate(async () => {
      const store = Storage_.openStore();
      const events: unknown[] = [];
      store.subscribe((event) => events.push(event));
      Object.assign(globalThis, { store, events });
      await store.write('signals', [['key', 1]]);
    });
    const session = await place.context.newCDPSession(page);
    await session.send('Storage.clearDataForOrigin', {
      origin: place.server.origin,
      storageTypes: 'indexeddb',
    });
    const after = await page.evaluate(async () => {
      const { store, events } = globalThis as unknown as {
        store: ReturnType<typeof Storage_.openStore>;
        events: unknown[];
      };
      await store.write('models', [['key', 1]]);
      return { events, signals: await store.entries('signals'), status: store.status() };
    });
    expect(after).toEqual({
      events: [{ type: 'forget' }],
      signals: [],
      status: { kind: 'indexeddb' },
    });
  });
});
