/**
 * Makes `demo/screenshot.png`, the picture in the README: `npx tsx test/bench/demo-picture.ts`, after `npm run build`. The
 * first person's list as it stands before anything is clicked.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { findBrowser } from '../../e2e/find-browser.ts';

const SIZE = { width: 1280, height: 820 };
const PICTURE = fileURLToPath(new URL('../../demo/screenshot.png', import.meta.url));

const server = spawn(process.execPath, ['demo/serve.mjs', '--port', '4390']);
const [line] = (await once(server.stdout, 'data')) as [Buffer];
const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ viewport: SIZE, reducedMotion: 'reduce' });
  await page.goto(/http:\/\/\S+/.exec(String(line))![0]);
  await page.locator('#items[aria-busy=false]').waitFor();
  await page.locator('body[data-settled]').waitFor();
  await page.screenshot({ path: PICTURE });
} finally {
  await browser.close();
  server.kill();
}
