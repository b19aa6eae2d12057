import puppeteer from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { drive, type DrivenPage } from '../driven-page.ts';
import { findFirefox } from '../find-firefox.ts';
import { startServer } from '../server.ts';
import { findWebKit, openWebKit } from '../web-driver.ts';
import { SITE } from './use-demo.ts';

const firefox = findFirefox();
const webkit = findWebKit();

async function openFirefox(): Promise<DrivenPage> {
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath: firefox! });
  const page = drive(await browser.newPage());
  return { ...page, close: () => browser.close() };
}

/** What a script gives that waits until `ready` holds. */
const until = (ready: string, then: string): string => `
  for (let tries = 0; tries < 300 && !(${ready}); tries++)
    await new Promise((resolve) => setTimeout(resolve, 100));
  ${then}`;
const ORDER = `[...document.querySelectorAll('.card')].map((card) => card.dataset.itemId)`;

describe.each([
  ['Firefox', firefox !== undefined, openFirefox],
  ['WebKit', webkit !== undefined, () => openWebKit(webkit!)],
] as const)('the demo in %s', (_, isThere, open) => {
  it.skipIf(!isThere)(
    'ranks, follows an opened job, and grades in the policy room',
    { timeout: 240_000 },
    async () => {
      const server = await startServer();
      const page = await open();
      try {
        await page.open(`${server.origin}${SITE}`);
        const stands = `document.querySelector('#items')?.getAttribute('aria-busy') === 'false'`;
        const before = await page.run<string[]>(until(stands, `return ${ORDER};`));
        expect(before.length).toBeGreaterThan(20);
        const isAnswered = `document.getElementById('answer').textContent !== ''`;
        const { after, answer } = await page.run<{ after: string[]; answer: string }>(`
        document.querySelectorAll('.card .open')[7].click();
        ${until(isAnswered, `return { after: ${ORDER}, answer: document.getElementById('answer').textContent };`)}`);
        expect(answer).toMatch(/because you opened it/);
        expect(after.indexOf(before[7]!)).toBeLessThan(7);
        await page.open(`${server.origin}${SITE}policy.html`);
        const room = `document.getElementById('room')?.getAttribute('aria-busy') === 'false'`;
        const pair = await page.run<string>(
          until(room, `return document.getElementById('pair').textContent;`),
        );
        expect(pair).toMatch(/match/);
      } finally {
        await page.close();
        await server.close();
      }
    },
  );
});
