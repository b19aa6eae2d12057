import { describe, expect, it } from 'vitest';
import { lexicalStudentFile } from '../test/fixtures/lexical-student.ts';
import { openPage } from './browser.ts';
import type { FrameworkPage } from './pages/framework-page.ts';
import { useBrowser } from './use-browser.ts';

declare global {
  var Framework: { page: FrameworkPage };
}

const place = useBrowser();
const ROWS = ['Cook', 'Nurse', 'Driver', 'Analyst', 'Painter', 'Baker', 'Nurse', 'Clerk'].map(
  (title, i) => ({ id: `${title}-${i}`, title }),
);

describe.each(['react-shared.ts', 'vue.ts', 'svelte.ts'])('a shared reranker in %s', (file) => {
  it('shows the order handed over, then ranks, follows clicks in every list, and ends', async () => {
    place.server.files.set('/model.safetensors', await lexicalStudentFile());
    const errors: string[] = [];
    place.context.on('weberror', (error) => errors.push(String(error.error())));
    const page = await openPage(place.context, place.server, {
      page: file,
      globalName: 'Framework',
    });
    const lists = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('ol')].map((list) =>
          [...list.children].map(({ textContent }) => textContent),
        ),
      );
    await page.evaluate((rows) => Framework.page.show({ model: '/model.safetensors', rows }), ROWS);
    await expect.poll(async () => (await lists()).map(({ length }) => length)).toEqual([8, 8]);
    await page.waitForLoadState('networkidle');
    const before = await lists();
    expect(before[0]).toEqual(before[1]);
    const chosen = before[0]!.at(-1)!;
    await page.locator('li', { hasText: chosen }).first().click();
    await expect.poll(async () => (await lists())[0]!.indexOf(chosen)).toBeLessThan(7);
    const [one, other] = await lists();
    expect(one).toEqual(other);
    // Both by one model.
    expect(place.server.requests.filter((path) => path.includes('model'))).toHaveLength(1);

    await page.evaluate((rows) => Framework.page.change(rows), ROWS.slice(0, 3));
    await expect.poll(async () => (await lists()).map(({ length }) => length)).toEqual([3, 3]);
    await page.evaluate(() => Framework.page.unmount());
    await expect.poll(() => page.locator('ol').count()).toBe(0);
    expect(errors).toEqual([]);
  });
});
