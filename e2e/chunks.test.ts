import { readdirSync } from 'node:fs';
import type { Page } from 'playwright';
import { beforeEach, describe, expect, it } from 'vitest';
import { ANALYST, inventItems, NOW } from '../test/fixtures/jobs.ts';
import { lexicalStudentFile } from '../test/fixtures/lexical-student.ts';
import { useBrowser } from './use-browser.ts';

const MODEL = '/model.safetensors';
const built = readdirSync(new URL('../dist/', import.meta.url)).filter((name) =>
  name.endsWith('.js'),
);
const place = useBrowser();

beforeEach(async () => {
  place.server.files.set(MODEL, await lexicalStudentFile());
});

/** A page that imports the built entry as it is, by no bundler, and is never idle. */
async function openModulePage(): Promise<Page> {
  place.server.files.set(
    '/main.js',
    `import * as PocketRank from '/dist/index.js'; globalThis.PocketRank = PocketRank;`,
  );
  place.server.files.set(
    '/',
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>test</title><link rel="icon" href="data:,"><script type="module" src="/main.js"></script></head></html>',
  );
  const page = await place.context.newPage();
  await page.addInitScript(() => {
    globalThis.requestIdleCallback = () => 0;
  });
  await page.goto(`${place.server.origin}/`);
  await page.waitForFunction(() => 'PocketRank' in globalThis);
  return page;
}

/** Ranks, records a click on the last item, ranks again. */
function rankTwice(page: Page, engine: 'auto' | 'scalar' = 'auto') {
  return page.evaluate(
    async ({ items, profile, now, model, wanted }) => {
      const reranker = await PocketRank.createReranker({ model, engine: wanted, now: () => now });
      const before = (await reranker.rank(items, { profile })).items;
      const loaded = performance
        .getEntriesByType('resource')
        .map((entry) => new URL(entry.name).pathname);
      await reranker.record({ type: 'apply', itemId: before.at(-1)!.id });
      const after = (await reranker.rank(items, { profile, explain: true })).items;
      const update = await reranker.update();
      const { signals } = await reranker.export();
      const { name } = reranker.engine;
      reranker.dispose();
      return {
        loaded,
        engine: name,
        update,
        signals: signals.length,
        before: before.map(({ id }) => id),
        after: after.map(({ id }) => id),
        personal: after.some((item) => item.personal !== 0),
        explained: after.filter((item) => item.reasons !== undefined).length,
      };
    },
    { items: inventItems(60), profile: ANALYST, now: NOW, model: MODEL, wanted: engine },
  );
}

const isKernel = (name: string): boolean => /wasm-kernel-/.test(name);
/** What is fetched at once, but not waited for. */
const isLater = (name: string): boolean => name.startsWith('later-');
const isEager = (name: string): boolean => /^(index|shared-.*)\.js$/.test(name) || isKernel(name);

/** Has the server know some of the built files no more. */
function hide(isHidden: (name: string) => boolean): void {
  for (const name of built.filter(isHidden)) {
    place.server.files.set(
      `/dist/${name}`,
      (_request, response) => void response.writeHead(404).end(),
    );
  }
}

describe('the chunks of the built entry', () => {
  it('are the entry and its kernel before the first ranking; the rest comes when it is needed', async () => {
    const result = await rankTwice(await openModulePage());
    expect(result.engine).toBe('wasm');
    const scripts = result.loaded.filter((path) => path.startsWith('/dist/'));
    const names = scripts
      .map((path) => path.slice('/dist/'.length))
      .filter((name) => !isLater(name));
    // One of the kernel's two builds.
    const [kernel, ...others] = names.filter(isKernel);
    expect([built.filter(isKernel).length, built.includes(kernel!), others]).toEqual([2, true, []]);
    expect(names.sort()).toEqual(
      built.filter((name) => name === kernel || (isEager(name) && !isKernel(name))).sort(),
    );
    expect(result).toMatchObject({ personal: true, explained: 60, signals: 1 });
    expect(result.after).not.toEqual(result.before);
  });

  it('do no harm when those that come later cannot be fetched', async () => {
    hide((name) => !isEager(name) && !isLater(name));
    const page = await openModulePage();
    const result = await rankTwice(page);
    expect(result).toMatchObject({
      personal: false,
      explained: 0,
      signals: 1,
      update: 'failed',
    });
    expect(result.after).toEqual(result.before);
    const refusal = await page.evaluate(() =>
      PocketRank.createReranker({ storage: 'disk' as 'memory' }).then(String, (error) => ({
        code: error.code,
        message: error.message,
      })),
    );
    expect(refusal).toEqual({ code: 'INVALID_ARGUMENT', message: '`storage` is wrong.' });
  });

  it('rank when nothing but they can be fetched, and say what cannot be done', async () => {
    hide((name) => !isEager(name));
    const page = await openModulePage();
    const result = await page.evaluate(
      async ({ items, profile, model }) => {
        const reranker = await PocketRank.createReranker({ model });
        const ranked = (await reranker.rank(items, { profile })).items.length;
        const failures: string[] = [];
        const note = (error: { code: string }): void => void failures.push(error.code);
        await reranker.record({ type: 'click', itemId: 'item-1' }).catch(note);
        await reranker.forget().catch(note);
        reranker.observe(document.body)();
        const { storage } = reranker;
        reranker.dispose();
        return { ranked, failures, storage, marks: { ...localStorage } };
      },
      { items: inventItems(60), profile: ANALYST, model: MODEL },
    );
    expect(result).toEqual({
      ranked: 60,
      failures: ['STORAGE_FAILED', 'STORAGE_FAILED'],
      storage: { kind: 'memory', reason: 'The code of the storage cannot be fetched.' },
      // The next page that has it forgets before it reads anything.
      marks: { 'pocketrank:forget': '1' },
    });
  });

  it('cost the kept model nothing when none of an engine can be fetched', async () => {
    const page = await openModulePage();
    const start = () =>
      page.evaluate(async (model) => {
        const reranker = await PocketRank.createReranker({ model });
        await reranker.flush();
        const { from } = reranker.model;
        reranker.dispose();
        return from;
      }, MODEL);
    expect(await start()).toBe('network');
    hide((name) => isKernel(name) || name.startsWith('next-'));
    await page.reload();
    await page.waitForFunction(() => 'PocketRank' in globalThis);
    await expect(start()).rejects.toThrow(/No engine can run here/);
    for (const name of built) place.server.files.delete(`/dist/${name}`);
    place.server.files.delete(MODEL);
    await page.reload();
    await page.waitForFunction(() => 'PocketRank' in globalThis);
    expect(await start()).toBe('cache');
  });

  it('say so when the engine asked for cannot be fetched, and take the next', async () => {
    hide((name) => name.startsWith('next-'));
    const page = await openModulePage();
    const { engine } = await rankTwice(page, 'scalar');
    expect(engine).toBe('wasm');
  });
});
