/**
 * `npm run conditions [browser…]`: tries hostile conditions in every browser of the machine, with the package's sources,
 * and writes what comes of them to docs/conditions.md.
 */
import { writeFile } from 'node:fs/promises';
import { BROWSERS, type DrivenBrowser } from '../browsers.ts';
import { bundle } from '../bundle.ts';
import type { DrivenPage } from '../driven-page.ts';
import { pageOf, serveFaults } from '../faults-page.ts';
import type { TestServer } from '../server.ts';
import { faultsOf, visit, type Condition, type Trial } from './condition.ts';
import { CONDITIONS } from './list.ts';

const LIMIT_MS = 60_000;
const TABLE = new URL('../../docs/conditions.md', import.meta.url);

/** What comes of every condition in a browser, in their order. */
async function tryAll(
  open: () => Promise<DrivenBrowser | undefined>,
): Promise<{ title: string; results: string[] } | undefined> {
  let browser = await open();
  if (!browser) return undefined;
  const server = await serveTrials();
  const title = `${browser.name} ${browser.version}`;
  let page = await browser.newPage();
  const right = (await withinLimit(plainVisit(page, server))).order;
  const results: string[] = [];
  for (const condition of CONDITIONS) {
    const faults = await withinLimit(tryOne(condition, page, server, browser.name, right)).catch(
      (error: unknown) => [String(error).split('\n')[0]!.slice(0, 160)],
    );
    results.push(faults.length === 0 ? 'yes' : [...new Set(faults)].join('; '));
    process.stderr.write(`${title}: ${condition.number} ${condition.name}: ${results.at(-1)}\n`);
    if (!faults.some((fault) => fault.includes('no end'))) continue;
    void browser.close().catch(() => {});
    browser = (await open())!;
    page = await browser.newPage();
  }
  await browser.close();
  await server.close();
  return { title, results };
}

async function serveTrials(): Promise<TestServer> {
  const server = await serveFaults();
  server.files.set('/try.js', await bundle(new URL('try-page.ts', import.meta.url), 'TRY'));
  server.files.set('/clean', '<!doctype html><title>clean</title>');
  return server;
}

async function plainVisit(page: DrivenPage, server: TestServer) {
  server.files.set('/try', pageOf('', '', '/try.js'));
  await page.open(`${server.origin}/try`);
  return visit(page, "{ storage: 'memory' }");
}

async function tryOne(
  condition: Condition,
  page: DrivenPage,
  server: TestServer,
  browser: string,
  right: string,
): Promise<string[]> {
  await page.open(`${server.origin}/clean`);
  await page.run(`
    localStorage.clear();
    const gone = indexedDB.deleteDatabase('pocketrank');
    await new Promise((done) => { gone.onsuccess = gone.onerror = gone.onblocked = done; });`);
  const trial: Trial = {
    page,
    server,
    browser,
    async open(before = condition.before) {
      server.files.set('/try', pageOf(before, '', '/try.js'));
      server.headers = condition.headers ?? {};
      await page.open(`${server.origin}/try`);
    },
  };
  try {
    if (condition.run) return await condition.run(trial);
    await trial.open();
    return faultsOf(await visit(page), right);
  } finally {
    server.headers = {};
  }
}

function withinLimit<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no end')), LIMIT_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function tableOf(columns: { title: string; results: string[] }[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const head = ['', 'condition', ...columns.map(({ title }) => title)];
  const rows = CONDITIONS.map(({ number, name }, i) => ({
    number,
    cells: [
      String(number),
      name,
      ...columns.map(({ results }) => results[i]!.replaceAll('|', '\\|')),
    ],
  })).sort((one, other) => one.number - other.number);
  return [
    '# Hostile conditions',
    '',
    'What `npm run conditions` found. `yes`: the ranking comes in the right order to the bit, a signal counts, nothing is',
    'left unhandled, and what is degraded says why; else what fell short.',
    '',
    line(head),
    line(head.map(() => '---')),
    ...rows.map(({ cells }) => line(cells)),
    '',
  ].join('\n');
}

const wanted = process.argv.slice(2);
const columns: { title: string; results: string[] }[] = [];
for (const [name, open] of Object.entries(BROWSERS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const column = await tryAll(open);
  if (column) columns.push(column);
}
await writeFile(TABLE, tableOf(columns));
process.stdout.write(tableOf(columns));
