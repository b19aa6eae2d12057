import type { Browser } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ANALYST, inventJobs } from '../test/fixtures/jobs.ts';
import { lexicalStudentFile } from '../test/fixtures/lexical-student.ts';
import { launchBrowser, openPage } from './browser.ts';
import { startServer, type TestServer } from './server.ts';

declare global {
  var ReactPage: typeof import('./pages/react.ts');
}

let browser: Browser;
let server: TestServer;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

describe('useReranker', () => {
  it('ranks, follows clicks, says what went wrong, and leaves nothing behind', async () => {
    server.files.set('/model.safetensors', await lexicalStudentFile());
    const context = await browser.newContext();
    const errors: string[] = [];
    context.on('weberror', (error) => errors.push(String(error.error())));
    const page = await openPage(context, server, { page: 'react.ts', globalName: 'ReactPage' });
    const show = (model: string) =>
      page.evaluate((props) => ReactPage.show(props), {
        model,
        jobs: inventJobs(60),
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
    await context.close();
  });
});
