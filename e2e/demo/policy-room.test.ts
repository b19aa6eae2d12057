import { describe, expect, it } from 'vitest';
import { violations } from './axe.ts';
import { useDemo } from './use-demo.ts';

const demo = useDemo();

describe('the policy room', () => {
  it('shows a graded pair, and what an edit changes', async () => {
    const page = await demo.open({ path: 'policy.html', isAwaited: false });
    await page.locator('#room[aria-busy=false]').waitFor();
    const first = await page.locator('#pair h3').textContent();
    expect(await page.locator('#pair').textContent()).toMatch(/match/);
    await page.locator('#next').click();
    expect(await page.locator('#pair h3').textContent()).not.toBe(first);
    expect(await page.locator('#changes').textContent()).toContain('Nothing yet');
    await page.getByLabel('Expired').uncheck();
    await page.locator('[data-weight="0"]').fill('0');
    await expect.poll(() => page.locator('#changes li').count()).toBeGreaterThan(0);
    await page.locator('#changes li button').first().click();
    expect(await page.locator('#pair .limit').first().isVisible()).toBe(true);
    expect(await violations(page)).toEqual([]);
    await page.locator('#reset').click();
    expect(await page.locator('#changes').textContent()).toContain('Nothing yet');
    expect(demo.errors).toEqual([]);
  });

  it('has the document, and the way back', async () => {
    const page = await demo.open({ path: 'policy-document.html', isAwaited: false });
    expect(await page.locator('h2').count()).toBeGreaterThan(5);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('link', { name: 'List' }).click();
    await page.locator('#items[aria-busy=false]').waitFor();
  });
});
