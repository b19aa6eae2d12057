import { readdirSync } from 'node:fs';
import type { Page } from 'playwright';
import { formatMs, summary, type Section } from './measure.ts';

const DIST = new URL('../../dist/', import.meta.url);
const ROUNDS = 15;
/** The browser goes on making a new tab for a while, on the same cores. */
const REST_MS = 300;

/** How a page comes by the package. */
const WAYS = { module: 'import of the entry', script: 'the one script' } as const;
type Way = keyof typeof WAYS;

/** What the entry loads before its first ranking or beside it, and the kernel's other build. */
const FIRST = /^(index|(shared|later)-.*|_pocketrank_wasm-kernel-.*)\.js$/;

/**
 * From the package's text to the first ranking, in fresh pages that have come to rest; the network does not count:
 * what is wanted is in the page's memory before. Beside the time that passes, that of the page's thread: what else
 * the machine does then, other threads of the browser included, hardly changes it.
 *
 * @param origin serves the build, `/model` and `/few.json`: a hundred items and a profile
 */
export async function coldStartSection(
  open: () => Promise<Page>,
  origin: string,
): Promise<Section> {
  const times = new Map<string, number[]>();
  const note = (name: string, ms: number): void =>
    void times.set(name, [...(times.get(name) ?? []), ms]);
  for (let i = 0; i < ROUNDS; i++) {
    for (const way of Object.keys(WAYS) as Way[]) {
      const page = await open();
      await page.goto(origin);
      await prepare(page);
      const threadMs = await threadClock(page);
      await page.waitForTimeout(REST_MS);
      const before = await threadMs();
      const { startMs, rankMs } = await start(page, way);
      note(`${WAYS[way]}: from nothing to the first ranking`, startMs);
      note(`${WAYS[way]}: of which the ranking`, rankMs);
      note(`${WAYS[way]}: what the page's thread works meanwhile`, (await threadMs()) - before);
      await page.close();
    }
  }
  return {
    title:
      'Cold start: package, engine, first ranking of 100 new items in a page at rest; network excluded',
    columns: ['', 'median', 'min'],
    rows: Array.from(times, ([name, list]) => {
      const { medianMs, minMs } = summary(list);
      return [name, formatMs(medianMs), formatMs(minMs)];
    }),
  };
}

/** Gets everything into the page's memory, as text or as answers that it keeps; nothing is compiled. */
async function prepare(page: Page): Promise<void> {
  const files = readdirSync(DIST).filter((name) => FIRST.test(name));
  await page.evaluate(async (names) => {
    await Promise.all(
      names.map((name) => {
        const link = Object.assign(document.createElement('link'), {
          rel: 'preload',
          as: 'script',
          crossOrigin: '',
          href: `/dist/${name}`,
        });
        document.head.append(link);
        return new Promise((done, fail) => Object.assign(link, { onload: done, onerror: fail }));
      }),
    );
    const script = await (await fetch('/dist/pocketrank.global.js')).text();
    const bytes = await (await fetch('/model')).arrayBuffer();
    const { items, profiles } = await (await fetch('/few.json')).json();
    Object.assign(globalThis, { input: { script, bytes, items, profiles } });
  }, files);
}

function start(page: Page, way: Way): Promise<{ startMs: number; rankMs: number }> {
  return page.evaluate(async (wanted) => {
    const { script, bytes, items, profiles } = (globalThis as unknown as { input: Input }).input;
    const begin = performance.now();
    let code: typeof import('pocketrank');
    if (wanted === 'module') code = await import('/dist/index.js' as string);
    else {
      const element = document.createElement('script');
      element.textContent = script;
      document.head.append(element);
      code = (globalThis as unknown as { PocketRank: typeof import('pocketrank') }).PocketRank;
    }
    const reranker = await code.createReranker({ model: bytes });
    const ready = performance.now();
    await reranker.rank(items, { profile: profiles[0]! });
    const end = performance.now();
    return { startMs: end - begin, rankMs: end - ready };
  }, way);
}

/** What the page has at hand before the clock starts. */
interface Input {
  script: string;
  bytes: ArrayBuffer;
  items: import('pocketrank').Item[];
  profiles: import('pocketrank').Profile[];
}

/** The processor time of a page's main thread, in milliseconds. */
async function threadClock(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * metrics.find(({ name }) => name === 'TaskDuration')!.value;
  };
}
