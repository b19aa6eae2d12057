/**
 * What the options of `rank` cost on the simulated market, through the public API with each person's history:
 * `npx tsx test/bench/wishes.ts [--model FILE] [--profiles N]`. Nobody there tires of what they have seen, and nobody is
 * surprised: what is measured is the price of fatigue, exploring and spreading out, not their worth.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { append } from '../../src/core/math/append.ts';
import { renderTable } from '../../src/distill/console/print-table.ts';
import { formatInterval } from '../../src/distill/console/format.ts';
import { createBootstrap } from '../../src/distill/evaluate/bootstrap.ts';
import { ndcgAtK } from '../../src/distill/evaluate/metrics/ndcg-at-k.ts';
import { createMarket } from '../../src/domains/jobs/market/create-market.ts';
import { createReranker } from '../../src/sdk/index.ts';
import type { RankOptions } from '../../src/sdk/types.ts';
import { marketTables } from '../fixtures/market-tables.ts';

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'models/jobs-en.safetensors' },
    profiles: { type: 'string', default: '2000' },
  },
});
const profiles = Number(values.profiles);
const size = { profiles, items: 2500, sessions: 4 * profiles, slateSize: 20 };
const market = createMarket({ seed: 12, ...size });
const { items, profiles: people } = marketTables(market);
const events = new Map<string, typeof market.events>();
for (const event of market.events) append(events, event.profileId, event);

let clock = 0;
const model = new Uint8Array(await readFile(values.model));
const reranker = await createReranker({ model, storage: 'memory', now: () => clock });
const RANKINGS: Record<string, RankOptions> = {
  'no option': {},
  'spread: true': { spread: true },
  'spread: 3': { spread: 3 },
  'fatigue: true': { fatigue: true },
  "explore: { seed: 's' }": { explore: { seed: 's' } },
  'floor: { slack: 0 }': { floor: { slack: 0 } },
  'floor: false': { floor: false },
};
const found = new Map(Object.keys(RANKINGS).map((name) => [name, [] as number[]]));
const clusters: string[] = [];
for (const { profileId, at = market.truth.endMs, candidates, gains } of market.slates) {
  await reranker.forget();
  clock = at;
  for (const { itemId, type, at: when = at } of events.get(profileId) ?? []) {
    await reranker.record({ type, itemId, at: when, item: items.get(itemId)! });
  }
  clusters.push(profileId);
  const list = (candidates as string[]).map((id) => items.get(id)!);
  for (const [name, options] of Object.entries(RANKINGS)) {
    const profile = people.get(profileId)!;
    const ranking = await reranker.rank(list, { profile, ...options });
    const scores = ranking.items.map((_, rank) => -rank);
    found.get(name)!.push(
      ndcgAtK(
        scores,
        ranking.items.map(({ id }) => gains[id] ?? 0),
        10,
      ),
    );
  }
}
const bootstrap = createBootstrap(clusters, { seed: 1 });
const of = (name: string): Float64Array => Float64Array.from(found.get(name)!);
console.log(
  renderTable(
    [{ title: 'option' }, { title: 'nDCG@10' }, { title: 'less without' }],
    Object.keys(RANKINGS).map((name) => [
      name,
      formatInterval(bootstrap.mean(of(name))),
      formatInterval(bootstrap.difference(of(name), of('no option')), 4),
    ]),
  ),
);
console.log(`${clusters.length} slates of the simulated market.`);
