import { describe, expect, it } from 'vitest';
import { openPage, type PageCode } from './browser.ts';
import { strictPolicy } from './server.ts';
import { useBrowser } from './use-browser.ts';

declare global {
  /** The package, in pages that `openPage` gives it to. */
  var PocketRank: typeof import('pocketrank');
}

const place = useBrowser();

describe('the package in a page', () => {
  it.each<[string, PageCode]>([
    ['by a script tag', 'global'],
    ['bundled by an application', 'module'],
  ])('loads %s under a strict policy and does nothing by itself', async (_how, code) => {
    place.server.headers = strictPolicy({ 'connect-src': "'none'", 'img-src': 'data:' });
    const errors: string[] = [];
    place.context.on('weberror', (error) => errors.push(String(error.error())));
    place.context.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    const page = await openPage(place.context, place.server, code);
    const found = await page.evaluate(async () => ({
      functions: Object.keys(PocketRank).filter(
        (name) => typeof PocketRank[name as keyof typeof PocketRank] === 'function',
      ),
      databases: await indexedDB.databases(),
    }));
    expect(found.functions.sort()).toEqual(
      ['PocketRankError', 'createReranker', 'defaultModelUrl', 'isPocketRankError'].sort(),
    );
    expect(found.databases).toEqual([]);
    expect(errors).toEqual([]);
    // The page and its script; nothing else was asked for.
    expect(place.server.requests).toHaveLength(2);
  });

  it('finds the student that ships beside the script', async () => {
    const page = await openPage(place.context, place.server, 'global');
    const url = await page.evaluate(() => PocketRank.defaultModelUrl().href);
    expect(url).toBe(`${place.server.origin}/models/jobs-en.safetensors`);
  });
});
