import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { violations } from './axe.ts';
import { useDemo } from './use-demo.ts';

const demo = useDemo();
/** The room is made where the model of many languages is. */
const isThere = existsSync(new URL('../../dist/demo/languages.html', import.meta.url));

describe.skipIf(!isThere)('the room of languages', () => {
  it('orders ads by two models, in each language', async () => {
    const page = await demo.open({ path: 'languages.html', isAwaited: false });
    await page.locator('#room[aria-busy=false]').waitFor();
    const counts: string[] = [];
    for (const language of ['Deutsch', 'Français', 'Polski', 'Español']) {
      const before = await page.locator('#many').textContent();
      await page.locator('.choice', { hasText: language }).click();
      if (language !== 'Deutsch')
        await expect.poll(() => page.locator('#many').textContent()).not.toBe(before);
      counts.push(
        await page.locator('#english-verdict, #many-verdict').allTextContents().then(String),
      );
      expect(await page.locator('#many .foreign').count()).toBe(12);
    }
    expect(counts.every((count) => /\d of 4 in the first 4,\d of 4/.test(count))).toBe(true);
    expect(await violations(page)).toEqual([]);
    expect(demo.errors).toEqual([]);
  });
});
