/**
 * What one more signal costs, and what is kept beside signals: `npx tsx test/bench/signal-cost.ts [--package FOLDER]`, a
 * folder with a built package (`dist`) and its models.
 * 1,000 known jobs of the simulated market, ranked again after each of 200 signals, as many as are kept. Minima and
 * medians in milliseconds, of the clock for the personal part and of the processor for the whole ranking: on a busy machine
 * the clock tells of its neighbours.
 */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { renderTable } from '../../src/distill/console/print-table.ts';
import { createMarket } from '../../src/domains/jobs/market/create-market.ts';
import type * as Sdk from '../../src/sdk/index.ts';
import { marketTables } from '../fixtures/market-tables.ts';
import { NOW } from './fixtures.ts';

const { values } = parseArgs({ options: { package: { type: 'string', default: '.' } } });
const folder = resolve(values.package);
const { createReranker } = (await import(
  pathToFileURL(join(folder, 'dist/index.js')).href
)) as typeof Sdk;
const SIGNALS = 200;
const ITEMS = 1000;
const tables = marketTables(
  createMarket({ seed: 5, profiles: 40, items: ITEMS + SIGNALS, sessions: 40, slateSize: 10 }),
);
const ids = [...tables.items.keys()];
const items = [...tables.items.values()];
const list = items.slice(0, ITEMS);
const [profile] = tables.profiles.values();
const model = new Uint8Array(await readFile(join(folder, 'models/jobs-en.safetensors')));
let clock = NOW;
const reranker = await createReranker({ model, storage: 'memory', now: () => clock });
const rank = () => reranker.rank(list, { profile: profile! });
await reranker.rank(items, { profile: profile! });
await rank();
const personal: number[] = [];
const total: number[] = [];
for (let i = 0; i < SIGNALS; i++) {
  clock += 60_000;
  const type = i % 5 === 4 ? 'save' : 'click';
  await reranker.record({ type, itemId: ids[ITEMS + i]!, at: clock });
  const start = process.cpuUsage();
  const { timings } = await rank();
  const { user, system } = process.cpuUsage(start);
  total.push((user + system) / 1000);
  personal.push(timings.personalizeMs);
}
const row = (name: string, from: number, to: number): string[] => [
  name,
  ...[personal, total].flatMap((all) => {
    const some = all.slice(from, to).sort((a, b) => a - b);
    return [some[0]!, some[some.length >> 1]!].map((ms) => ms.toFixed(2));
  }),
];
const right = (title: string) => ({ title, align: 'right' as const });
console.log(
  renderTable(
    [
      { title: 'one more signal' },
      ...['personal part: least', 'median', 'whole ranking: least', 'median'].map(right),
    ],
    [row('2nd to 20th', 1, 20), row('21st to 100th', 20, 100), row('101st to 200th', 100, SIGNALS)],
  ),
);
const { signals, impressions, counts } = await reranker.export();
const bytes = (value: unknown): number => JSON.stringify(value).length;
const code = signals[0]!.code?.length ?? 0;
console.log(`Engine: ${reranker.engine.name}.`);
console.log(
  `Kept beside ${signals.length} signals (${code} characters of code each): counts ${bytes(counts)} B, ` +
    `impressions ${bytes(impressions)} B of ${Object.keys(impressions).length} items shown. ` +
    `Of the model's prior: ${JSON.stringify(reranker.model.metadata.personalization).length} B in its file.`,
);
reranker.dispose();
