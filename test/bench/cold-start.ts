import type { Page } from 'playwright';
import { formatMs, summary, type Section } from './measure.ts';

const ROUNDS = 15;

/**
 * From the script's text to the first ranking, in fresh pages; the network does not count. Beside the time that
 * passes, that of the page's thread: what else the machine does then, other threads of the browser included, hardly
 * changes it.
 *
 * @param origin serves the built script, `/model` and `/input.json`
 */
export async function coldStartSection(
  open: () => Promise<Page>,
  origin: string,
): Promise<Section> {
  const starts: number[] = [];
  const ranks: number[] = [];
  const threads: number[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    const page = await open();
    await page.goto(origin);
    await page.evaluate(async () => {
      const script = await (await fetch('/dist/pocketrank.global.js')).text();
      const bytes = await (await fetch('/model')).arrayBuffer();
      const { jobs, profiles } = await (await fetch('/input.json')).json();
      Object.assign(globalThis, { input: { script, bytes, jobs: jobs.slice(0, 100), profiles } });
    });
    const threadMs = await threadClock(page);
    const before = await threadMs();
    const { startMs, rankMs } = await page.evaluate(async () => {
      const { script, bytes, jobs, profiles } = (globalThis as unknown as { input: Input }).input;
      const start = performance.now();
      const element = document.createElement('script');
      element.textContent = script;
      document.head.append(element);
      const { createReranker } = (globalThis as { PocketRank?: typeof import('pocketrank') })
        .PocketRank!;
      const reranker = await createReranker({ model: bytes });
      const ready = performance.now();
      await reranker.rank(jobs, { profile: profiles[0]! });
      const end = performance.now();
      return { startMs: end - start, rankMs: end - ready };
    });
    threads.push((await threadMs()) - before);
    starts.push(startMs);
    ranks.push(rankMs);
    await page.close();
  }
  const row = (name: string, times: number[]): string[] => {
    const { medianMs, minMs } = summary(times);
    return [name, formatMs(medianMs), formatMs(minMs)];
  };
  return {
    title: 'Cold start: script, engine, first ranking of 100 new jobs; network excluded',
    columns: ['', 'median', 'min'],
    rows: [
      row('from nothing to the first ranking', starts),
      row('of which the ranking', ranks),
      row("what the page's thread works meanwhile", threads),
    ],
  };
}

/** What the page has at hand before the clock starts. */
interface Input {
  script: string;
  bytes: ArrayBuffer;
  jobs: import('pocketrank').JobPosting[];
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
