import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ANALYST, inventItems } from '../test/fixtures/jobs.ts';
import { lexicalStudentFile } from '../test/fixtures/lexical-student.ts';
import { launchBrowser } from './browser.ts';
import { startServer, strictPolicy, type TestServer } from './server.ts';

const NURSE = {
  id: 'p2',
  basics: { label: 'Registered Nurse', location: { city: 'Cork', countryCode: 'IE' } },
  skills: [{ name: 'Triage' }],
};
let browser: Browser;
let server: TestServer;
let context: BrowserContext;
let page: Page;
let errors: string[];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  errors = [];
  server = await startServer();
  server.headers = strictPolicy({ 'connect-src': "'self'" });
  server.files.set('/models/demo.safetensors', await lexicalStudentFile());
  server.files.set('/models/demo-items.json', JSON.stringify(inventItems(200)));
  server.files.set('/models/demo-profiles.json', JSON.stringify([ANALYST, NURSE]));
});
afterEach(async () => {
  await context.close();
  await server.close();
});

async function open(options: BrowserContextOptions = {}): Promise<void> {
  context = await browser.newContext(options);
  context.on('weberror', (error) => errors.push(String(error.error())));
  context.on('console', (message) => {
    // The probe for WebAssembly is refused by the policy, and the browser says so.
    if (message.type() === 'error' && !/wasm|WebAssembly/i.test(message.text())) {
      errors.push(message.text());
    }
  });
  page = await context.newPage();
  await page.goto(`${server.origin}/dist/demo/index.html`);
  await page.locator('#items[aria-busy=false]').waitFor();
}

const order = () =>
  page
    .locator('.item')
    .evaluateAll((cards) => cards.map((card) => card.getAttribute('data-item-id')));
const live = () => page.locator('#live').textContent();

describe('the demo', () => {
  it('ranks, reorders on a click, says so, and requests nothing more', async () => {
    await open({ reducedMotion: 'reduce' });
    expect(await page.locator('.item').count()).toBe(40);
    expect(await page.locator('.simulated').textContent()).toContain('simulated');
    expect(await page.locator('.item .open').first().textContent()).toContain('Data Analyst');
    const before = await order();
    const requests = server.requests.length;
    const card = page.locator('.item').nth(25);
    const id = await card.getAttribute('data-item-id');
    await card.locator('.open').click();
    await expect.poll(live).toMatch(/rose from 26 to \d+\. \d+ jobs moved in/);
    const after = await order();
    expect(after.indexOf(id)).toBeLessThan(25);
    expect(after).not.toEqual(before);
    const moved = page.locator(`[data-item-id="${id}"]`);
    expect(await moved.locator('.move').textContent()).toBe(`▲${25 - after.indexOf(id)}`);
    expect(await page.locator('#signals').textContent()).toContain('opened');

    await page.locator('#undo').click();
    await expect.poll(order).toEqual(before);
    expect(server.requests).toHaveLength(requests);
    expect(await page.locator('#pill-requests').textContent()).toMatch(/^0 requests/);
    expect(errors).toEqual([]);
  });

  it('works by keyboard alone, and keeps the focus when the list moves', async () => {
    await open({ reducedMotion: 'reduce' });
    const card = page.locator('.item').nth(5);
    const id = await card.getAttribute('data-item-id');
    await card.locator('.open').focus();
    await page.keyboard.press('Enter');
    await expect.poll(live).toMatch(/jobs moved/);
    const focused = () =>
      page.evaluate(() => document.activeElement?.closest('.item')?.getAttribute('data-item-id'));
    expect(await focused()).toBe(id);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator(`#why-${id} .bars`).waitFor();
    const sum = await page
      .locator(`#why-${id} .bars b`)
      .evaluateAll((values) =>
        values.reduce((total, value) => total + Number(value.textContent!.replace('−', '-')), 0),
      );
    expect(Number.isFinite(sum)).toBe(true);
    expect(await page.locator(`#why-${id}`).textContent()).toMatch(/you opened 1 like this/);
    await page.keyboard.press('Enter');
    expect(await page.locator(`#why-${id}`).isHidden()).toBe(true);
    const unnamed = await page
      .locator('button, input')
      .evaluateAll(
        (all) =>
          all.filter(
            (one) =>
              !one.textContent &&
              !one.getAttribute('aria-label') &&
              !one.getAttribute('aria-labelledby') &&
              !(one as HTMLInputElement).labels?.length,
          ).length,
      );
    expect(unnamed).toBe(0);
  });

  it('goes on working offline, and remembers after a reload', async () => {
    await open({ reducedMotion: 'reduce' });
    await context.setOffline(true);
    expect(await page.locator('#pill-network').textContent()).toMatch(/Offline/);
    await page.locator('.item').nth(9).locator('[data-item-action=save]').click();
    await expect.poll(live).toMatch(/jobs moved/);
    const after = await order();
    await context.setOffline(false);
    server.files.delete('/models/demo.safetensors');
    await page.reload();
    await page.locator('#items[aria-busy=false]').waitFor();
    expect(await order()).toEqual(after);
    expect(await page.locator('#signals').textContent()).toContain('saved');
    const download = page.waitForEvent('download');
    await page.locator('#export').click();
    const data = JSON.parse(await readFile(await (await download).path(), 'utf8')) as {
      signals: unknown[];
    };
    expect(data.signals).toMatchObject([{ type: 'save' }]);
    await page.locator('#forget').click();
    await expect.poll(() => page.locator('#signals li').count()).toBe(0);
    expect(await page.locator('.move:not(:empty)').count()).toBe(0);
  });

  it('switches profile and what counts', async () => {
    await open();
    await page.locator('.choice', { hasText: 'Registered Nurse' }).click();
    await expect.poll(live).toContain('Registered Nurse');
    expect(await page.locator('.item .open').first().textContent()).toContain('Nurse');
    const byPolicy = await order();
    await page.locator('#alpha').fill('0');
    await expect.poll(() => page.locator('#alpha-value').textContent()).toContain('0 % fit');
    await expect.poll(order).not.toEqual(byPolicy);
    await page.locator('#more').click();
    expect(await page.locator('.item').count()).toBe(200);
    expect(errors).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('fits a phone in %s colours', async (colorScheme) => {
    await open({ viewport: { width: 390, height: 844 }, colorScheme, isMobile: true });
    const { wide, ink, paper } = await page.evaluate(() => {
      const style = getComputedStyle(document.body);
      return {
        wide: document.documentElement.scrollWidth,
        ink: style.color,
        paper: style.backgroundColor,
      };
    });
    expect(wide).toBe(390);
    const light = (color: string) => Number(/\d+/.exec(color)![0]);
    expect(light(paper) > light(ink)).toBe(colorScheme === 'light');
    // Fingers need room.
    for (const name of ['Why here?', 'Save', 'Not for me']) {
      const box = await page.locator('.item').first().getByText(name).boundingBox();
      expect(box!.height).toBeGreaterThanOrEqual(36);
    }
  });

  it('says why when it cannot start', async () => {
    server.files.delete('/models/demo.safetensors');
    context = await browser.newContext();
    page = await context.newPage();
    await page.goto(`${server.origin}/dist/demo/index.html`);
    await page.locator('.failure').waitFor();
    expect(await page.locator('.failure').textContent()).toMatch(/cannot start.*404/);
  });
});
