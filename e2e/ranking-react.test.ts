import { describe, expect, it } from 'vitest';
import { ANALYST, inventItems } from '../test/fixtures/jobs.ts';
import { lexicalStudentFile } from '../test/fixtures/lexical-student.ts';
import { openPage } from './browser.ts';
import { useBrowser } from './use-browser.ts';

declare global {
  var ReactPage: typeof import('./pages/react.ts');
}

const place = useBrowser();

describe('useReranker', () => {
  it('ranks, follows clicks, says what went wrong, and leaves nothing behind', async () => {
    place.server.files.set('/model.safetensors', await lexicalStudentFile());
    const errors: string[] = [];
    place.context.on('weberror', (error) => errors.push(String(error.error())));
    const page = await openPage(place.context, place.server, {
      page: 'react.ts',
      globalName: 'ReactPage',
    });
    const show = (model: string) =>
      page.evaluate((props) => ReactPage.show(props), {
        model,
        items: inventItems(60),
        profile: ANALYST,
      });
    const order = () => page.locator('li').allTextContents();

    await show('/model.safetensors');
    await expect.poll(order).toHaveLength(60);
    const before = await order();
    await page.locator('li').nth(30).click();
    await expect.poll(order).not.toEqual(before);
    expect((await order()).indexOf(before[30]!)).toBeLessThan(30);
    await show('/missing.safetensors');
    await expect.poll(() => page.locator('.error').textContent()).toMatch(/404/);
    await page.evaluate(() => ReactPage.unmount());
    expect(await page.locator('ol, .error').count()).toBe(0);
    expect(errors).toEqual([]);
  });
});
