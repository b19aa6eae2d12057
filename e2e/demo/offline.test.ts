import { describe, expect, it } from 'vitest';
import { answerOf, orderOf, settled, SITE, useDemo } from './use-demo.ts';

const demo = useDemo();
const MODEL = `${SITE}models/jobs-en.safetensors`;

describe('the demo without a network', () => {
  it('opens offline after the first visit, with what was done there', async () => {
    const page = await demo.open();
    await page.locator('.card .save').nth(6).click();
    await expect.poll(() => answerOf(page)).toMatch(/because you saved it/);
    const after = await orderOf(page);
    await settled(page);
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await expect.poll(() => page.evaluate(() => caches.keys())).toHaveLength(1);
    await demo.context.setOffline(true);
    await page.reload();
    await page.locator('#items[aria-busy=false]').waitFor();
    expect(await orderOf(page)).toEqual(after);
    await page.locator('.choice', { hasText: 'Nurse' }).click();
    await expect.poll(() => answerOf(page)).toMatch(/^Now for/);
    expect(await page.locator('.card').count()).toBeGreaterThan(20);
  });

  it('shows the order of the server where there is no model, and says so', async () => {
    demo.server.files.set(MODEL, (_, response) => void response.writeHead(404).end());
    const page = await demo.open();
    await page.locator('#failure:not([hidden])').waitFor();
    expect(await page.locator('#failure').textContent()).toMatch(/order that the server sent.*404/);
    expect(await page.locator('.card').count()).toBeGreaterThan(20);
  });

  it('says so where the people are missing too', async () => {
    const person = (await import('node:fs/promises')).readdir(
      new URL('../../dist/demo/people/', import.meta.url),
    );
    for (const name of await person)
      demo.server.files.set(`${SITE}people/${name}`, (_, response) => {
        response.writeHead(500).end();
      });
    const page = await demo.open();
    expect(await page.locator('#failure').textContent()).toMatch(/cannot be ranked here.*500/);
    expect(await page.locator('.card').count()).toBeGreaterThan(9);
  });

  it('can be installed', async () => {
    const page = await demo.open({ isAwaited: false });
    const href = await page.locator('link[rel=manifest]').getAttribute('href');
    const manifest = await page.evaluate(async (path) => (await fetch(path!)).json(), href);
    expect(manifest).toMatchObject({ start_url: './', display: 'standalone' });
  });

  it('forgets everything', async () => {
    const page = await demo.open();
    const before = await orderOf(page);
    await page.locator('.card .open').nth(4).click();
    await expect.poll(() => orderOf(page)).not.toEqual(before);
    const download = page.waitForEvent('download');
    await page.locator('#export').click();
    expect((await download).suggestedFilename()).toBe('pocketrank-export.json');
    await page.locator('#forget').click();
    await expect.poll(() => orderOf(page)).toEqual(before);
    expect(await page.locator('.move').count()).toBe(0);
  });
});
