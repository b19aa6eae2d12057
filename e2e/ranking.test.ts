import type { Page } from 'playwright';
import type { Reranker } from 'pocketrank';
import { describe, expect, it } from 'vitest';
import { ANALYST, inventItems, NOW } from '../test/fixtures/jobs.ts';
import { lexicalStudentFile } from '../test/fixtures/lexical-student.ts';
import { openPage } from './browser.ts';
import { strictPolicy } from './server.ts';
import { useBrowser } from './use-browser.ts';

const MODEL = '/model.safetensors';
const items = inventItems(120);
const profile = ANALYST;
const place = useBrowser();

interface Scored {
  id: string;
  score: number;
  policy: number;
  click: number;
}

/**
 * What a page does, as a page would: opens a reranker, ranks, clicks the item at `clickRank` where one is
 * given, ranks again, and disposes of the reranker once everything is stored.
 */
async function visit(
  page: Page,
  options: { engine?: 'auto' | 'scalar'; clickRank?: number } = {},
): Promise<{ before: Scored[]; after: Scored[]; from: string; engine: string; wasm: string }> {
  return page.evaluate(
    async ({ given, who, now, model, engine, clickRank }) => {
      const reranker = await PocketRank.createReranker({ model, engine, now: () => now });
      const rank = async () => (await reranker.rank(given, { profile: who })).items;
      const strip = (ranked: Awaited<ReturnType<typeof rank>>) =>
        ranked.map(({ id, score, policy, click }) => ({ id, score, policy, click }));
      const before = await rank();
      const clicked = clickRank === undefined ? undefined : before[clickRank - 1];
      if (clicked) {
        await reranker.record({ type: 'click', itemId: clicked.id, position: clicked.rank });
      }
      const after = await rank();
      const { name, rejected } = reranker.engine;
      const from = reranker.model.from;
      await reranker.flush();
      reranker.dispose();
      return {
        before: strip(before),
        after: strip(after),
        from,
        engine: name,
        wasm: rejected.find((one) => one.name === 'wasm')?.reason ?? '',
      };
    },
    {
      given: items,
      who: profile,
      now: NOW,
      model: MODEL,
      engine: options.engine ?? ('auto' as const),
      clickRank: options.clickRank,
    },
  );
}

const idsOf = (list: readonly Scored[]): string[] => list.map(({ id }) => id);
const modelRequests = (): number => place.server.requests.filter((path) => path === MODEL).length;

/** How many entries each store of the database has. */
function countEntries(page: Page): Promise<Record<string, number>> {
  return page.evaluate(async () => {
    const open = indexedDB.open('pocketrank');
    await new Promise((resolve) => open.addEventListener('success', resolve));
    const database = open.result;
    const found: Record<string, number> = {};
    for (const name of ['signals', 'itemCodes', 'verdicts', 'models']) {
      const request = database.transaction(name).objectStore(name).count();
      await new Promise((resolve) => request.addEventListener('success', resolve));
      found[name] = request.result;
    }
    database.close();
    return found;
  });
}

describe('ranking in a page', () => {
  it('learns from a click, and knows it after a reload without the model server', async () => {
    place.server.files.set(MODEL, await lexicalStudentFile());
    const page = await openPage(place.context, place.server, 'module');
    const first = await visit(page, { clickRank: 40 });
    expect(first.from).toBe('network');
    expect(idsOf(first.after)).not.toEqual(idsOf(first.before));
    const clicked = first.before[39]!.id;
    expect(idsOf(first.after).indexOf(clicked)).toBeLessThan(39);

    place.server.files.delete(MODEL);
    await page.reload();
    await place.context.setOffline(true);
    const second = await visit(page);
    expect(second.from).toBe('cache');
    expect(second.before).toEqual(first.after);
    expect(modelRequests()).toBe(1);
  });

  it('gives the same bits as in Node, by every engine', async () => {
    const model = await lexicalStudentFile();
    place.server.files.set(MODEL, model);
    const path = new URL('../dist/index.js', import.meta.url).href;
    const { createReranker } = (await import(path)) as typeof import('pocketrank');
    const reranker = await createReranker({ model, now: () => NOW });
    const base = await reranker.rank(items, { profile });
    await reranker.record({ type: 'click', itemId: base.items[39]!.id, position: 40 });
    const clicked = await reranker.rank(items, { profile });
    expect(reranker.engine).toMatchObject({ name: 'wasm', rejected: [] });
    for (const engine of ['auto', 'scalar'] as const) {
      const fresh = await place.browser.newContext();
      const page = await openPage(fresh, place.server, 'global');
      const inPage = await visit(page, { engine, clickRank: 40 });
      expect(inPage.engine).toBe(engine === 'auto' ? 'wasm' : 'scalar');
      for (const [here, there] of [
        [base, inPage.before],
        [clicked, inPage.after],
      ] as const) {
        expect(there.map(({ id, score }) => [id, score])).toEqual(
          here.items.map(({ id, score }) => [id, score]),
        );
      }
      await fresh.close();
    }
  });

  it('requests nothing but the model, under a policy that allows nothing else', async () => {
    place.server.files.set(MODEL, await lexicalStudentFile());
    place.server.headers = strictPolicy({
      'default-src': "'none'",
      'script-src': "'self'",
      'connect-src': `${place.server.origin}${MODEL}`,
      'img-src': 'data:',
    });
    const page = await openPage(place.context, place.server, 'module');
    const requested: string[] = [];
    place.context.on('request', (request) => requested.push(new URL(request.url()).pathname));
    await page.evaluate(() => {
      const list: string[] = [];
      Object.assign(globalThis, { violations: list });
      addEventListener('securitypolicyviolation', (event) =>
        list.push(event.effectiveDirective + ' ' + event.blockedURI),
      );
    });
    const result = await visit(page, { clickRank: 12 });
    expect(result.engine).toBe('scalar');
    expect(result.wasm).toMatch(/WebAssembly/);
    await page.evaluate(
      async ({ given, model }) => {
        const reranker = await PocketRank.createReranker({ model });
        const ranking = await reranker.rank(given, { explain: true });
        const stop = reranker.observe(document.body);
        ranking.why(ranking.items[0]!.id, ranking.items[1]!.id);
        await reranker.export();
        await reranker.undo();
        await reranker.forget();
        stop();
        reranker.dispose();
      },
      { given: items, model: MODEL },
    );
    // More than once: when idle the page asks whether the model is still the same.
    expect([...new Set(requested)]).toEqual([MODEL]);
    const violations = await page.evaluate(
      () => (globalThis as unknown as { violations: string[] }).violations,
    );
    expect(violations.filter((violation) => !/wasm-eval|^script-src eval/.test(violation))).toEqual(
      [],
    );
  });

  it('leaves nothing of the person in the database after forget', async () => {
    place.server.files.set(MODEL, await lexicalStudentFile());
    const page = await openPage(place.context, place.server, 'module');
    await page.evaluate(
      async ({ given, model }) => {
        const reranker = await PocketRank.createReranker({ model });
        Object.assign(globalThis, { reranker });
        await reranker.rank(given);
        await reranker.record({ type: 'click', itemId: 'item-1' });
        await reranker.flush();
      },
      { given: items, model: MODEL },
    );
    // Item codes are kept when the page is idle.
    await expect
      .poll(() => countEntries(page))
      .toMatchObject({ signals: 1, itemCodes: 1, models: 1 });
    await page.evaluate(() => (globalThis as unknown as { reranker: Reranker }).reranker.forget());
    expect(await countEntries(page)).toEqual({ signals: 0, itemCodes: 0, verdicts: 0, models: 1 });
  });

  it('knows the items of an earlier visit by their codes', async () => {
    place.server.files.set(MODEL, await lexicalStudentFile());
    const page = await openPage(place.context, place.server, 'module');
    const start = () =>
      page.evaluate(async (model) => {
        Object.assign(globalThis, { reranker: await PocketRank.createReranker({ model }) });
      }, MODEL);
    const encoded = () =>
      page.evaluate(async (given) => {
        const { reranker } = globalThis as unknown as { reranker: Reranker };
        return (await reranker.rank(given)).timings.encodedItems;
      }, items);
    await start();
    expect(await encoded()).toBe(items.length);
    await expect.poll(() => countEntries(page)).toMatchObject({ itemCodes: 1 });
    await page.reload();
    await start();
    // What lies on the device arrives when it arrives: ranking would not wait for it.
    const known = () =>
      page.evaluate(async () => {
        const { reranker } = globalThis as unknown as { reranker: Reranker };
        return (await reranker.export()).knownItems;
      });
    await expect.poll(known).toBe(items.length);
    expect(await encoded()).toBe(0);
  });

  it('lets the page have its messages and draw while a long list is ranked', async () => {
    place.server.files.set(MODEL, await lexicalStudentFile());
    const page = await openPage(place.context, place.server, 'module');
    const { messages, frames, encodeMs } = await page.evaluate(
      async ({ given, model }) => {
        const reranker = await PocketRank.createReranker({ model, storage: 'memory' });
        const list = Array.from({ length: 6000 }, (_, i) => {
          const item = given[i % given.length]!;
          return { ...item, identifier: i, title: `${String(item.title)} ${i}` };
        });
        let count = 0;
        let drawn = 0;
        let isDone = false;
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => {
          count++;
          if (isDone) port1.close();
          else port2.postMessage(0);
        });
        port1.start();
        port2.postMessage(0);
        const draw = (): void => {
          drawn++;
          if (!isDone) requestAnimationFrame(draw);
        };
        requestAnimationFrame(draw);
        const { timings } = await reranker.rank(list);
        const [messageCount, frameCount] = [count, drawn];
        isDone = true;
        reranker.dispose();
        return { messages: messageCount, frames: frameCount, encodeMs: timings.encodeMs };
      },
      { given: items, model: MODEL },
    );
    // A slice takes 5 ms and a frame 17; others may have the machine meanwhile.
    expect(messages).toBeGreaterThan(encodeMs / 40);
    expect(frames).toBeGreaterThan(encodeMs / 80);
  });

  it('agrees between two tabs, at once', async () => {
    place.server.files.set(MODEL, await lexicalStudentFile());
    const tabs = [
      await openPage(place.context, place.server, 'module'),
      await openPage(place.context, place.server, 'module'),
    ];
    for (const tab of tabs) {
      await tab.evaluate(
        async ({ given, model }) => {
          const reranker = await PocketRank.createReranker({ model });
          await reranker.rank(given);
          Object.assign(globalThis, { reranker });
        },
        { given: items, model: MODEL },
      );
    }
    const count = (tab: Page) =>
      tab.evaluate(
        async () =>
          (await (globalThis as unknown as { reranker: Reranker }).reranker.export()).signals
            .length,
      );
    await tabs[0]!.evaluate(() =>
      (globalThis as unknown as { reranker: Reranker }).reranker.record({
        type: 'save',
        itemId: 'item-5',
      }),
    );
    await expect.poll(() => count(tabs[1]!)).toBe(1);
    await tabs[1]!.evaluate(() =>
      (globalThis as unknown as { reranker: Reranker }).reranker.forget(),
    );
    await expect.poll(() => count(tabs[0]!)).toBe(0);
  });
});

describe('observing a page', () => {
  const CARDS = items
    .slice(0, 30)
    .map(
      ({ identifier }) =>
        `<article data-item-id="${String(identifier)}"><h2>Item</h2><button class="open">Open</button><button data-item-action="save">Save</button><button data-item-action="share">Share</button></article>`,
    )
    .join('');

  it('notes what is seen, clicked and saved, and stops when told', async () => {
    place.server.files.set(MODEL, await lexicalStudentFile(1, 1, { impression: -0.1 }));
    const page = await openPage(place.context, place.server, 'module', {
      body: `<main id="list">${CARDS}</main>`,
    });
    await page.evaluate(
      async ({ given, model }) => {
        const reranker = await PocketRank.createReranker({ model, storage: 'memory' });
        await reranker.rank(given);
        const list = document.getElementById('list')!;
        for (const card of list.children) (card as HTMLElement).style.height = '300px';
        Object.assign(globalThis, { reranker, stop: reranker.observe(list, { visibleMs: 20 }) });
      },
      { given: items, model: MODEL },
    );
    const signals = () =>
      page.evaluate(async () => {
        const { reranker } = globalThis as unknown as { reranker: Reranker };
        return (await reranker.export()).signals.map(
          ({ type, itemId, position }) => `${type} ${itemId} ${position}`,
        );
      });
    // The window shows two cards and more than half of the third.
    await page.setViewportSize({ width: 800, height: 790 });
    await expect.poll(signals).toEqual(expect.arrayContaining(['impression item-0 1']));
    await page.locator('[data-item-id=item-1] .open').click();
    await page.locator('[data-item-id=item-1] [data-item-action=save]').click();
    await page.locator('[data-item-id=item-1] [data-item-action=share]').click();
    await page.locator('[data-item-id=item-20]').scrollIntoViewIfNeeded();
    await expect.poll(signals).toEqual(expect.arrayContaining(['impression item-20 21']));
    // A card that comes later is seen as well.
    await page.evaluate(() => {
      const late = document.createElement('article');
      late.dataset['itemId'] = 'item-99';
      late.style.height = '300px';
      document.getElementById('list')!.prepend(late);
      late.scrollIntoView();
    });
    await expect.poll(signals).toEqual(expect.arrayContaining(['impression item-99 1']));
    const noted = await signals();
    expect(noted.filter((signal) => !signal.startsWith('impression'))).toEqual([
      'click item-1 2',
      'save item-1 2',
    ]);
    expect(noted.some((signal) => signal.includes('item-12 '))).toBe(false);
    expect(new Set(noted).size).toBe(noted.length);
    await page.evaluate(() => (globalThis as unknown as { stop: () => void }).stop());
    await page.locator('[data-item-id=item-2] .open').click();
    expect(await signals()).toEqual(noted);
  });
});
