/**
 * `npx tsx e2e/kills.ts [rounds] [browser…]`: how many of the signals that `record` has acknowledged are there on the
 * next visit, where a page that records one every 15 ms ends in different ways at a time that it does not choose. Each
 * browser of the machine; the package's sources.
 */
import { BROWSERS, type DrivenBrowser } from './browsers.ts';
import type { DrivenPage } from './driven-page.ts';
import { serveFaults } from './faults-page.ts';
import type { TestServer } from './server.ts';

/** How a page ends. The first sends SIGKILL to its process. */
export const ENDS = ['killed', 'killed after flush', 'disposed, then killed', 'navigated'] as const;
export type End = (typeof ENDS)[number];

const GAP_MS = 15;

/** Records until told to end; a synchronous request tells the server of each signal before the next is recorded. */
const PAGE = `
  const reranker = await PocketRankFaults.createReranker({ model: PAGE.model });
  await reranker.rank(PAGE.items);
  if (arguments[0]) return (async () => {
    const { signals } = await reranker.export();
    await reranker.forget();
    reranker.dispose();
    return signals.map(({ at }) => at);
  })();
  const tell = (what) => {
    const request = new XMLHttpRequest();
    request.open('GET', what, false);
    request.send();
    return request.responseText;
  };
  const step = async (i) => {
    const at = Date.now() + 2000 * i;
    await reranker.record({ type: 'click', itemId: 'item-' + (i % 60), at });
    const end = tell('/acknowledged?' + at);
    if (end === 'killed after flush') tell('/flushed?' + (await reranker.flush()));
    if (end === 'disposed, then killed') { reranker.dispose(); tell('/disposed'); }
    if (end === 'navigated') location.href = '/elsewhere';
    if (end === '') setTimeout(() => void step(i + 1), ${GAP_MS});
  };
  void step(0);
`;

/** Rounds of one way to end, in one browser. */
export async function countKills(
  browser: DrivenBrowser,
  end: End,
  rounds: number,
): Promise<{ acknowledged: number; lost: number }> {
  const server = await serveFaults();
  const total = { acknowledged: 0, lost: 0 };
  for (let round = 0; round < rounds; round++) {
    const page = await browser.newPage();
    await page.open(server.origin);
    const acknowledged = await live(browser, page, server, end);
    const next = await visitAfter(browser, page, server);
    const kept = new Set(await next.run<number[]>(PAGE, true));
    total.acknowledged += acknowledged.length;
    total.lost += acknowledged.filter((at) => !kept.has(at)).length;
    await next.close();
  }
  await server.close();
  return total;
}

/** Has the page record until its end, which is drawn by lot; the times of the signals that it acknowledged. */
async function live(
  browser: DrivenBrowser,
  page: DrivenPage,
  server: TestServer,
  end: End,
): Promise<number[]> {
  const acknowledged: number[] = [];
  const last = 1 + Math.floor(Math.random() * 25);
  let finish = (): void => {};
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const kill = (): void => {
    browser.killPages();
    finish();
  };
  server.files.set('/acknowledged', (request, response) => {
    acknowledged.push(Number(request.url!.split('?')[1]));
    const isLast = acknowledged.length === last;
    response.end(isLast && end !== 'killed' ? end : '');
    if (isLast && end === 'killed') setTimeout(kill, Math.random() * GAP_MS);
  });
  for (const path of ['/flushed', '/disposed']) {
    server.files.set(path, (_request, response) => {
      response.end('');
      kill();
    });
  }
  server.files.set('/elsewhere', (_request, response) => {
    response.end('<!doctype html><title>elsewhere</title>');
    setTimeout(finish, 200);
  });
  // Of a page that is gone some drivers never give an answer.
  void page.run(PAGE).catch(() => {});
  await finished;
  return acknowledged;
}

/** The page of the next visit: a new one, or where a browser has but one, that one opened again. */
async function visitAfter(
  browser: DrivenBrowser,
  page: DrivenPage,
  server: TestServer,
): Promise<DrivenPage> {
  if (browser.name !== 'WebKit') void page.close().catch(() => {});
  for (let left = 5; ; left--) {
    // A browser needs a moment to see that a process is gone.
    await new Promise((done) => setTimeout(done, 200));
    try {
      const next = await browser.newPage();
      await next.open(server.origin);
      return next;
    } catch (error) {
      if (left === 0) throw error;
    }
  }
}

if (process.argv[1]?.endsWith('kills.ts')) {
  const [rounds = '50', ...wanted] = process.argv.slice(2);
  for (const [name, open] of Object.entries(BROWSERS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const browser = await open();
    if (!browser) continue;
    for (const end of ENDS) {
      const { acknowledged, lost } = await countKills(browser, end, Number(rounds));
      process.stdout.write(`${name} ${browser.version}, ${end}: ${lost} of ${acknowledged} lost\n`);
    }
    await browser.close();
  }
}
