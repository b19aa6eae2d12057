import { describe, expect, it } from 'vitest';
import { answerOf, orderOf, settled, useDemo } from './use-demo.ts';

const demo = useDemo();

describe('the first minute', () => {
  it('strikes out what nobody should be shown, and keeps it out of the list', async () => {
    const page = await demo.open();
    expect(await page.locator('.clicked.out').count()).toBeGreaterThan(0);
    expect(await page.locator('.clicked.out .against').first().textContent()).toMatch(/ad/);
    const verdict = (await page.locator('#verdict').textContent())!;
    const [, clicks, own] = /clicks alone (\w+), in your list (\w+)/.exec(verdict)!;
    expect(Number(clicks)).toBeGreaterThan(own === 'none' ? 0 : Number(own));
    expect(await page.locator('#lines path').count()).toBeGreaterThan(3);
    expect(demo.errors).toEqual([]);
  });

  it('answers three steps, each with a sentence, and requests nothing', async () => {
    const page = await demo.open();
    await settled(page);
    const before = await orderOf(page);
    const requests = demo.server.requests.length;
    const opened = [before[6]!, before[9]!];
    for (const id of opened) {
      await page.locator(`[data-item-id="${id}"] .open`).click();
      await expect.poll(() => answerOf(page)).toMatch(/because you opened it/);
      await page.locator('#answer').evaluate((answer) => (answer.textContent = ''));
    }
    const after = await orderOf(page);
    expect(after).not.toEqual(before);
    expect(after.indexOf(opened[0]!)).toBeLessThan(6);
    expect(await page.locator('.steps .done').count()).toBe(1);

    const third = after[2]!;
    await page.locator(`[data-item-id="${third}"] .dismiss`).click();
    await expect.poll(() => answerOf(page)).toMatch(/is gone/);
    expect(await orderOf(page)).not.toContain(third);
    expect(await page.locator('.steps .done').count()).toBe(2);

    await page.locator('#cut').click();
    await expect.poll(() => answerOf(page)).toMatch(/Nobody can be reached/);
    expect(await page.locator('.steps .done').count()).toBe(3);
    expect(
      await page.evaluate(() =>
        fetch('icon.svg').then(
          () => 'sent',
          () => 'cut',
        ),
      ),
    ).toBe('cut');
    await page.locator('.card .open').nth(4).click();
    await expect.poll(() => answerOf(page)).toMatch(/because you opened it/);
    expect(demo.server.requests).toHaveLength(requests);
    expect(await page.locator('#pill-requests').textContent()).toBe('0 requests');
  });

  it('takes back what was done on purpose, one thing after the other', async () => {
    const page = await demo.open();
    const before = await orderOf(page);
    await page.locator('.card .open').nth(5).click();
    await expect.poll(() => orderOf(page)).not.toEqual(before);
    await page.locator('#coach-undo').click();
    await expect.poll(() => orderOf(page)).toEqual(before);
    expect(await page.locator('#undo').isDisabled()).toBe(true);
  });

  it('keeps what each person did apart', async () => {
    const page = await demo.open();
    const nurse = page.locator('.choice', { hasText: 'Nurse' });
    await nurse.click();
    await expect.poll(() => answerOf(page)).toMatch(/^Now for: .*nurse/);
    const before = await orderOf(page);
    await page.locator('.choice', { hasText: 'Driver' }).click();
    await expect.poll(() => answerOf(page)).toMatch(/^Now for: .*driver/);
    await page.locator('.card .save').nth(3).click();
    await expect.poll(() => answerOf(page)).toMatch(/because you saved it/);
    await nurse.click();
    await expect.poll(() => answerOf(page)).toMatch(/^Now for: .*nurse/);
    expect(await orderOf(page)).toEqual(before);
    expect(await page.locator('#signals li').count()).toBe(0);
    await page.locator('.choice', { hasText: 'Driver' }).click();
    await expect.poll(() => page.locator('#signals').textContent()).toContain('saved');
  });

  it('follows the slider between policy and clicks, and shares where it stands', async () => {
    const page = await demo.open();
    const before = await orderOf(page);
    await page.locator('#alpha').fill('0');
    await expect.poll(() => page.locator('#alpha-value').textContent()).toContain('0 % policy');
    await expect.poll(() => orderOf(page)).not.toEqual(before);
    await expect.poll(() => page.url()).toContain('policy=0');
    const order = await orderOf(page);
    await page.reload();
    await page.locator('#items[aria-busy=false]').waitFor();
    expect(await orderOf(page)).toEqual(order);
  });

  it('says why in words, in five rows at most', async () => {
    const page = await demo.open();
    const card = page.locator('.card').nth(2);
    await card.locator('.why').click();
    await card.locator('.bars li').first().waitFor();
    const rows = await card.locator('.bars li').allTextContents();
    expect(rows.length).toBeLessThanOrEqual(5);
    for (const row of rows) expect(row).not.toMatch(/titleExperience|undefined|NaN/);
    await card.locator('.why').click();
    expect(await card.locator('.reasons').isHidden()).toBe(true);
  });
});
