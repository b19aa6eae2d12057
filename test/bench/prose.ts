/**
 * Whether a student finds skills that ads name in prose alone:
 * `npx tsx test/bench/prose.ts --data FOLDER [--model FILE] [--use tune|check] [--people N] [--seed N] [--full]`.
 *
 * Invented people know four skills each; real ads carry title and description and nothing else (with `--full`, all that
 * they have). How many of the four an ad names, by a matcher of its own, is its gain; NDCG@10 by group of ads. BM25 of
 * the four, chance and a count of what item codes name stand beside; intervals are bootstraps over people.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { createRandom } from '../../src/core/math/random.ts';
import { loadStudent } from '../../src/core/student/load.ts';
import type { Item, Profile } from '../../src/core/types.ts';
import { renderTable } from '../../src/distill/console/print-table.ts';
import { createBm25Baseline } from '../../src/distill/evaluate/baselines/bm25.ts';
import { createBootstrap, type Interval } from '../../src/distill/evaluate/bootstrap.ts';
import { ndcgAtK } from '../../src/distill/evaluate/metrics/ndcg-at-k.ts';
import { createModelScorers } from '../../src/distill/evaluate/model-scorer.ts';
import { tableOptionsOf } from '../../src/distill/tables/domain-options.ts';
import { openTables } from '../../src/distill/tables/open-tables.ts';
import { domains } from '../../src/domains/registry.ts';
import { createNameCounter } from './prose/count-names.ts';
import { createSkillMatcher } from './prose/match-skill.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data/postings-en' },
    model: { type: 'string', default: 'models/jobs-en.safetensors' },
    skills: { type: 'string', default: 'test/bench/people/skills-in-prose.yaml' },
    use: { type: 'string', default: 'check' },
    people: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    full: { type: 'boolean', default: false },
  },
});

const GROUPS = ['linkedin-DataAnalyst', 'linkedin-DataScientist', 'wuzzuf'];
/** Skills that this few ads of a group name, or this many, tell nothing of a ranking. */
const LEAST_NAMED = 5;
const MOST_NAMED = 0.6;
const SKILLS_EACH = 4;
const NOW = Date.UTC(2024, 0, 15);

const lists = parse(await readFile(values.skills, 'utf8')) as Record<string, string>;
const listed = (name: string): string[] => (lists[name] ?? '').split('|').map((one) => one.trim());
const matcher = createSkillMatcher(new Set(listed('cased')));
const domain = await domains.open('jobs');
const tables = await openTables(values.data, { ...tableOptionsOf(domain.schema), now: NOW });
const student = loadStudent(new Uint8Array(await readFile(values.model)));

const rows: string[][] = [];
for (const group of GROUPS) {
  const ads = [...tables.items.values()].filter(
    ({ attributes }) => (attributes as { source?: string }).source === group,
  );
  for (const row of measureGroup(group, ads)) rows.push(row);
}
process.stdout.write(
  renderTable(
    ['ads', 'ranked by', 'NDCG@10'].map((title) => ({ title })),
    rows,
  ),
);
console.log(
  `${values.people} invented people a group, ${SKILLS_EACH} skills each of the list "${values.use}", seed ${values.seed}; ads with ${values.full ? 'all their fields' : 'title and description alone'}; gain: how many of the skills the ad names`,
);

function measureGroup(group: string, ads: readonly Item[]): string[][] {
  const shown = values.full ? ads : ads.map(({ title, description }) => ({ title, description }));
  const named = new Map(
    listed(values.use).map((skill) => [skill, shown.map((ad) => matcher(skill, textOf(ad)))]),
  );
  const usable = [...named].flatMap(([skill, is]) => {
    const count = is.filter(Boolean).length;
    return count >= LEAST_NAMED && count <= MOST_NAMED * ads.length ? [skill] : [];
  });
  const items = new Map(shown.map((ad, at) => [String(at), ad as Item]));
  const list = [...items.values()];
  const model = createModelScorers(student, { items, now: NOW });
  const bm25 = createBm25Baseline().fit({ items, profiles: new Map() }, []);
  const countNames = createNameCounter(student, list, NOW);
  const random = createRandom(`prose/${values.seed}/${values.use}/${group}`);
  const rankers: Record<string, (profile: Profile) => ArrayLike<number>> = {
    random: () => list.map(() => random.next()),
    BM25: (profile) => bm25.score(profile, list, []),
    'names counted': countNames,
    'student, policy': (profile) => list.map((ad) => model.policyGrade(profile, ad, NOW)),
    'student, as ranked': (profile) => model.base.score(profile, list, [], NOW),
  };
  const outcomes = new Map<string, number[]>(Object.keys(rankers).map((name) => [name, []]));
  const people = Array.from({ length: Number(values.people) }, (_, i) => ({
    id: `${group} ${i}`,
    skills: random.shuffle([...usable]).slice(0, SKILLS_EACH),
  }));
  for (const { id, skills } of people) {
    const gains = list.map((_, at) => skills.filter((skill) => named.get(skill)![at]).length);
    const profile: Profile = { id, skills: skills.map((name) => ({ name })) };
    for (const [name, rank] of Object.entries(rankers)) {
      outcomes.get(name)!.push(ndcgAtK(rank(profile), gains, 10));
    }
  }
  const bootstrap = createBootstrap(people.map(({ id }) => id));
  const cell = ({ mean, low, high }: Interval): string =>
    `${mean.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
  return [...outcomes].map(([name, ndcgs]) => [
    `${group}, ${ads.length} ads, ${usable.length} skills`,
    name,
    cell(bootstrap.mean(ndcgs)),
  ]);
}

function textOf({ title, description }: Item): string {
  return [title, description].filter((text) => typeof text === 'string').join('\n');
}
