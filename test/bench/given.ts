/**
 * What a server's own order is worth beside the model's score, on the slates that the simulated market's product showed:
 * `npx tsx test/bench/given.ts [--model FILE] [--profiles N] [--seed N]`. The weight is learned from the log of half of the people
 * as the build step does, and measured on the slates of the others: by what they clicked, which tells of positions as
 * much as of jobs, and by how much the jobs attract them wherever they stand.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createRandom } from '../../src/core/math/random.ts';
import { loadStudent } from '../../src/core/student/load.ts';
import { renderTable } from '../../src/distill/console/print-table.ts';
import { formatInterval } from '../../src/distill/console/format.ts';
import { createBootstrap } from '../../src/distill/evaluate/bootstrap.ts';
import { ndcgAtK } from '../../src/distill/evaluate/metrics/ndcg-at-k.ts';
import { learningEvents, prepareMaterial } from '../../src/distill/recipe/material.ts';
import { PRESETS } from '../../src/distill/recipe/presets.ts';
import { learnGiven } from '../../src/distill/train/choices/learn-given.ts';
import { createStudentLists } from '../../src/distill/train/data/student-lists.ts';
import { createMarket } from '../../src/domains/jobs/market/create-market.ts';
import { createReranker } from '../../src/sdk/index.ts';
import type { RankOptions } from '../../src/sdk/types.ts';
import { marketTables } from '../fixtures/market-tables.ts';

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'models/jobs-en.safetensors' },
    profiles: { type: 'string', default: '3000' },
    seed: { type: 'string', default: '21' },
  },
});
const profiles = Number(values.profiles);
const size = { profiles, items: 2500, sessions: 4 * profiles, slateSize: 20 };
const market = createMarket({ seed: values.seed, ...size });
const isLearned = (profileId: string): boolean => Number(profileId.slice(1)) % 2 === 0;
const learned = market.events.filter(({ profileId }) => isLearned(profileId));
const tables = marketTables({ ...market, events: learned, slates: [] });
const model = new Uint8Array(await readFile(values.model));
const student = loadStudent(model);
const material = prepareMaterial(tables, student.schema.source, PRESETS.quick, { seed: 1 }, {});
const { data, heldOut, now } = material;
const { given, choices } = learnGiven(
  data,
  createStudentLists(student, data, now),
  learningEvents(tables),
  now,
  new Set(heldOut),
  createRandom('given'),
  tables.eventTypes,
);
console.log(`Learned from ${choices} choices: ${JSON.stringify(given)}.`);

interface Shown {
  profileId: string;
  at: number;
  ids: string[];
  clicked: Set<string>;
}
const slates = new Map<string, Shown>();
for (const { profileId, itemId, slateId, type, at = now } of market.events) {
  if (isLearned(profileId)) continue;
  let slate = slates.get(slateId!);
  if (slate === undefined) {
    slate = { profileId, at, ids: [], clicked: new Set() };
    slates.set(slateId!, slate);
  }
  if (type === 'impression') slate.ids.push(itemId);
  if (type === 'click') slate.clicked.add(itemId);
}
const attractions = new Map(
  market.truth.pairs.map(({ slateId, itemId, attraction }) => [`${slateId} ${itemId}`, attraction]),
);

let clock = now;
const reranker = await createReranker({ model, storage: 'memory', now: () => clock });
const weight = given.order ?? 0;
const RANKINGS: Record<string, RankOptions> = {
  'the score alone': {},
  both: { prior: { values: 'order', weight } },
  'both, twice the weight': { prior: { values: 'order', weight: 2 * weight } },
};
const names = ['the order alone', ...Object.keys(RANKINGS)];
const byClicks = new Map<string, number[]>(names.map((name) => [name, []]));
const byAttraction = new Map<string, number[]>(names.map((name) => [name, []]));
const people: string[] = [];
for (const [slateId, { profileId, at, ids, clicked }] of slates) {
  clock = at;
  people.push(profileId);
  const note = (name: string, order: readonly string[]): void => {
    const scores = order.map((_, rank) => -rank);
    const ndcg = (gain: (id: string) => number): number => ndcgAtK(scores, order.map(gain), 10);
    byClicks.get(name)!.push(ndcg((id) => Number(clicked.has(id))));
    byAttraction.get(name)!.push(ndcg((id) => attractions.get(`${slateId} ${id}`)!));
  };
  note('the order alone', ids);
  const items = ids.map((id) => tables.items.get(id)!);
  for (const [name, options] of Object.entries(RANKINGS)) {
    const profile = tables.profiles.get(profileId)!;
    const ranking = await reranker.rank(items, { profile, ...options });
    note(
      name,
      ranking.items.map((item) => item.id),
    );
  }
}
const bootstrap = createBootstrap(people, { seed: 1 });
const columns = (found: Map<string, number[]>) => (name: string) => {
  const [own, both] = [name, 'both'].map((one) => Float64Array.from(found.get(one)!));
  return [
    formatInterval(bootstrap.mean(own!)),
    name === 'both' ? '' : formatInterval(bootstrap.difference(both!, own!), 4),
  ];
};
console.log(
  renderTable(
    ['ranked by', 'nDCG@10 of clicks', 'both less this', 'of attraction', 'both less this'].map(
      (title) => ({ title }),
    ),
    names.map((name) => [name, ...columns(byClicks)(name), ...columns(byAttraction)(name)]),
  ),
);
console.log(`${people.length} logged slates of the simulated market.`);
