/**
 * What the simulated market is like: `npx tsx test/bench/market.ts [--profiles N] [--items N] [--seed N]`. Prints how many
 * ads carry which field, and how often people click on what the rubric grades 0 … 4, of what they were shown.
 */
import { parseArgs } from 'node:util';
import { renderTable } from '../../src/distill/console/print-table.ts';
import { requirePolicy } from '../../src/distill/policy/open-policy.ts';
import { createRubricGrader } from '../../src/distill/policy/rubric-grader.ts';
import { createMarket } from '../../src/domains/jobs/market/create-market.ts';
import { domains } from '../../src/domains/registry.ts';

const { values } = parseArgs({
  options: {
    profiles: { type: 'string', default: '600' },
    items: { type: 'string', default: '1500' },
    seed: { type: 'string', default: '1' },
  },
});
const profiles = Number(values.profiles);
const market = createMarket({
  seed: values.seed,
  profiles,
  items: Number(values.items),
  sessions: 5 * profiles,
  slateSize: 20,
});
const { truth } = market;

const carried = new Map<string, number>();
for (const item of market.items) {
  for (const field of Object.keys(item)) carried.set(field, (carried.get(field) ?? 0) + 1);
}
const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
const fields = [...carried]
  .sort((a, b) => b[1] - a[1])
  .map(([field, count]) => `${field} ${percent(count / market.items.length)}`);
console.log(`${market.items.length} ads (simulated market) carry: ${fields.join(', ')}\n`);

const policy = requirePolicy(await domains.open('jobs'));
const rubric = createRubricGrader(policy, { now: truth.endMs });
const itemAt = new Map(truth.jobs.map(({ id }, at) => [id, market.items[at]!]));
const personAt = new Map(market.profiles.map((profile) => [profile.id, profile]));
const shown = [0, 0, 0, 0, 0];
const clicks = [0, 0, 0, 0, 0];
const fits = [0, 0, 0, 0, 0];
for (const { profileId, itemId, attraction, fit } of truth.pairs) {
  const { grade } = rubric.grade(personAt.get(profileId)!, itemAt.get(itemId)!);
  if (grade === undefined) continue;
  shown[grade]!++;
  clicks[grade]! += attraction;
  fits[grade]! += fit;
}
const sum = (list: readonly number[]): number => list.reduce((total, value) => total + value, 0);
process.stdout.write(
  renderTable(
    ['grade', 'shown', 'share of shown', 'clicked once looked at', 'share of clicks', 'fit'].map(
      (title) => ({ title }),
    ),
    shown.map((count, grade) => [
      String(grade),
      String(count),
      percent(count / sum(shown)),
      (clicks[grade]! / count).toFixed(3),
      percent(clicks[grade]! / sum(clicks)),
      (fits[grade]! / count).toFixed(2),
    ]),
  ),
);
