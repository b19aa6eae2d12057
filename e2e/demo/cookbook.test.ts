import { describe, expect, it } from 'vitest';
import { violations } from './axe.ts';
import { answerOf, orderOf, settled, useDemo } from './use-demo.ts';

const demo = useDemo();

describe('the cookbook', () => {
  it('is the same page in a shop: wishes, exact limits, keeping, dismissing', async () => {
    const page = await demo.open({ path: 'products.html' });
    const before = await orderOf(page);
    await page.locator('#limits-drawer summary').click();
    await page.locator('.checks li').first().waitFor();
    expect(await page.locator('.checks .true').count()).toBe(3);
    await page.locator('#wishes summary').click();
    await page.locator('[data-wish=budget]').fill('60');
    await expect.poll(() => orderOf(page)).not.toEqual(before);
    expect(await page.locator('#limits-drawer-body').textContent()).toContain('Out of the budget');
    expect(await page.locator('.checks .true').count()).toBe(2);
    expect(await violations(page)).toEqual([]);
    await page.locator('#reset-wishes').click();
    await expect.poll(() => orderOf(page)).toEqual(before);
    await page.locator('.card .save').nth(4).click();
    await expect.poll(() => answerOf(page)).toMatch(/because you added it/);
    await page.locator('.card .dismiss').nth(2).click();
    await expect.poll(() => answerOf(page)).toMatch(/is gone/);
    expect(await page.locator('.checks .true').count()).toBe(3);
    expect(demo.errors).toEqual([]);
  });

  it('loads a room when it is opened, which then opens offline too', async () => {
    const page = await demo.open();
    await settled(page);
    const asked = (): string[] => demo.server.requests.filter((path) => path.includes('cookbook/'));
    expect(asked()).toEqual([]);
    await page.getByRole('link', { name: 'Cookbook' }).click();
    await page.getByRole('link', { name: 'Clinical trials' }).click();
    await page.locator('.card').first().waitFor();
    await settled(page);
    expect(asked().some((path) => path.endsWith('care.safetensors'))).toBe(true);
    await demo.context.setOffline(true);
    await page.reload();
    await page.locator('#items[aria-busy=false]').waitFor();
    await page.locator('.choice').nth(1).click();
    await expect.poll(() => answerOf(page)).toMatch(/^Now for/);
    expect(await violations(page)).toEqual([]);
  });
});
