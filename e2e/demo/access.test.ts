import { describe, expect, it } from 'vitest';
import { violations } from './axe.ts';
import { answerOf, orderOf, settled, useDemo } from './use-demo.ts';

const demo = useDemo();
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

describe('the demo for everyone', () => {
  it.each(['light', 'dark'] as const)(
    'has nothing that axe objects to, in %s',
    async (colorScheme) => {
      const page = await demo.open({ context: { colorScheme } });
      expect(await violations(page)).toEqual([]);
      await page.locator('.card .open').nth(3).click();
      await expect.poll(() => answerOf(page)).toMatch(/because/);
      await page.locator('.card .why').nth(1).click();
      await page.locator('.bars').waitFor();
      await page.locator('.card .save').nth(4).click();
      await page.locator('.card .dismiss').nth(5).click();
      await expect.poll(() => answerOf(page)).toMatch(/is gone/);
      expect(await violations(page)).toEqual([]);
      await page.locator('#cut').evaluate((cut) => cut.removeAttribute('hidden'));
      await page.locator('#cut').click();
      await expect.poll(() => answerOf(page)).toMatch(/Nobody/);
      expect(await violations(page)).toEqual([]);
    },
  );

  it.each(['light', 'dark'] as const)('fits a phone in %s', async (colorScheme) => {
    const page = await demo.open({ context: { ...PHONE, colorScheme } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    const first = (await page.locator('.card').first().boundingBox())!;
    const coach = (await page.locator('.coach').boundingBox())!;
    // A whole job is on the first screen.
    expect(first.y + first.height).toBeLessThan(coach.y);
    for (const name of ['.why', '.save', '.dismiss']) {
      const box = await page.locator(`.card ${name}`).first().boundingBox();
      expect(box!.height).toBeGreaterThanOrEqual(36);
    }
    await page.locator('#tab-clicked').click();
    expect(await page.locator('.clicked').first().isVisible()).toBe(true);
    expect(await page.locator('.card').first().isVisible()).toBe(false);
    expect(await violations(page)).toEqual([]);
  });

  it('keeps a job that is tapped where it is', async () => {
    const page = await demo.open({ context: PHONE });
    const id = (await orderOf(page))[9]!;
    const title = page.locator(`[data-item-id="${id}"] .open`);
    await title.scrollIntoViewIfNeeded();
    const before = (await title.boundingBox())!.y;
    await title.tap();
    await expect.poll(() => answerOf(page)).toMatch(/because/);
    expect(Math.abs((await title.boundingBox())!.y - before)).toBeLessThan(4);
  });

  it('works by keyboard alone, and never loses the focus', async () => {
    const page = await demo.open();
    const id = (await orderOf(page))[5]!;
    const focused = () =>
      page.evaluate(() => document.activeElement?.closest('.card')?.getAttribute('data-item-id'));
    await page.locator(`[data-item-id="${id}"] .open`).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => answerOf(page)).toMatch(/because/);
    expect(await focused()).toBe(id);
    for (let presses = 0; presses < 3; presses++) await page.keyboard.press('Tab');
    const order = await orderOf(page);
    const next = order[order.indexOf(id) + 1];
    await page.keyboard.press('Enter');
    await expect.poll(() => answerOf(page)).toMatch(/is gone/);
    expect(await focused()).toBe(next);
  });

  it('stands still while it loads', async () => {
    const page = await demo.open({
      context: PHONE,
      init: () => {
        const shifts: number[] = [];
        Object.assign(globalThis, { shifts });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries())
            shifts.push((entry as unknown as { value: number }).value);
        }).observe({ type: 'layout-shift', buffered: true });
      },
    });
    await settled(page);
    const shifts = await page.evaluate(
      () => (globalThis as unknown as { shifts: number[] }).shifts,
    );
    expect(shifts.reduce((sum, value) => sum + value, 0)).toBeLessThanOrEqual(0.02);
  });

  it('shows its first list without JavaScript, and says what is missing', async () => {
    const page = await demo.open({ context: { javaScriptEnabled: false }, isAwaited: false });
    expect(await page.locator('.card').count()).toBeGreaterThan(9);
    expect(await page.locator('noscript').textContent()).toContain('needs JavaScript');
  });

  it('shows the policy’s grades in forced colours', async () => {
    const page = await demo.open({ context: { forcedColors: 'active' } });
    const [full, empty] = await page
      .locator('.grade')
      .first()
      .evaluate((grade) =>
        ['.full', '.pip:not(.full)'].map(
          (name) => getComputedStyle(grade.querySelector(name)!).fill,
        ),
      );
    expect(full).not.toBe(empty);
  });
});
