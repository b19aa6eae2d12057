/**
 * What the demo page costs: `npx tsx test/bench/demo-page.ts [--factor 4]`, after `npm run build`.
 *
 * Opens `dist/demo` in Chromium as a phone and prints the bytes over the wire (gzip), the layout shift, and the processor
 * time of the page's main thread: until the first list stands, and the longest task in use (an opened job, the slider,
 * "Show all", another person). Processor time does not depend on what else the machine does; times `--factor` it is what
 * a processor so many times slower takes.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { chromium, type CDPSession, type Page } from 'playwright';
import { findBrowser } from '../../e2e/find-browser.ts';

const { values } = parseArgs({ options: { factor: { type: 'string', default: '4' } } });
const FACTOR = Number(values.factor);
const ADDRESS = /http:\/\/\S+/;

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Processor time in microseconds. */
  tdur?: number;
  args: { data?: { type?: string }; name?: string };
}

/** Traces what the page does, and gives the processor time of each task of its main thread, in milliseconds. */
async function trace(session: CDPSession, work: () => Promise<unknown>): Promise<number[]> {
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) =>
    events.push(...(value as unknown as TraceEvent[])),
  );
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'devtools.timeline', '__metadata'] },
  });
  await work();
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  const main = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return events
    .filter(({ name, pid, tid }) => name.endsWith('RunTask') && main.has(`${pid} ${tid}`))
    .map(({ tdur = 0 }) => tdur / 1000);
}

const sum = (ms: readonly number[]): number => ms.reduce((total, one) => total + one, 0);
const longest = (ms: readonly number[]): number => ms.reduce((most, one) => Math.max(most, one), 0);
const tell = (name: string, ms: number): void =>
  console.log(
    `${name.padEnd(44)} ${ms.toFixed(0)} ms, × ${FACTOR}: ${(ms * FACTOR).toFixed(0)} ms`,
  );

async function answered(page: Page): Promise<void> {
  await page.waitForTimeout(1500);
}

const USES: Record<string, (page: Page) => Promise<unknown>> = {
  'a job is opened': (page) => page.locator('.card .open').nth(4).click(),
  'the slider is moved': (page) => page.locator('#alpha').fill('70'),
  '"Show all"': (page) => page.locator('#more').click(),
  'another person is chosen': (page) => page.locator('.choice', { hasText: 'Nurse' }).click(),
  'a job is explained': (page) => page.locator('.card .why').nth(2).click(),
};

const server = spawn(process.execPath, ['demo/serve.mjs', '--port', '4310']);
const [line] = (await once(server.stdout, 'data')) as [Buffer];
const address = ADDRESS.exec(String(line))![0];
const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox'] });
try {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
  });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        shifts.push((entry as unknown as { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const session = await browser.newBrowserCDPSession();
  const opening = await trace(session, async () => {
    await page.goto(address);
    await page.locator('#items[aria-busy=false]').waitFor();
  });
  await page.locator('body[data-settled]').waitFor();
  const { bytes, shift } = await page.evaluate(() => ({
    bytes: [
      ...performance.getEntriesByType('navigation'),
      ...performance.getEntriesByType('resource'),
    ].reduce((total, entry) => total + (entry as PerformanceResourceTiming).transferSize, 0),
    shift: (globalThis as unknown as { shifts: number[] }).shifts.reduce((a, b) => a + b, 0),
  }));
  console.log(`${'over the wire, all that is fetched'.padEnd(44)} ${(bytes / 1024).toFixed(0)} KB`);
  console.log(`${'layout shift'.padEnd(44)} ${shift.toFixed(3)}`);
  tell('processor time until the first list', sum(opening));
  tell('longest task until then', longest(opening));
  for (const [name, use] of Object.entries(USES)) {
    const tasks = await trace(session, async () => {
      await use(page);
      await answered(page);
    });
    tell(`longest task when ${name}`, longest(tasks));
  }
} finally {
  await browser.close();
  server.kill();
}
