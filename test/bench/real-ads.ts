/**
 * How well a student follows the policy on ads as they stand on the web:
 * `npx tsx test/bench/real-ads.ts --data FOLDER [--model FILE] [--use tune|check|fresh|all] [--items N] [--seed N] [--parts] [--show]`.
 *
 * Ranks real ads (a folder of tables, drawn evenly over `attributes.source`) for invented people by the student's
 * policy score alone, and compares the order with the rubric's grades: NDCG@10, Spearman, and the share of the first ten
 * graded 1 or less beside the least possible. BM25 and chance stand beside, and what a student would reach that knew
 * all grades, under the limits of this model; intervals are bootstraps over people. With `--parts` also the student
 * where ads and people say less, and an order by nothing but the rubric's levels of occupation.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { createRandom } from '../../src/core/math/random.ts';
import { topK } from '../../src/core/math/top-k.ts';
import { loadStudent } from '../../src/core/student/load.ts';
import type { Item, Profile } from '../../src/core/types.ts';
import { renderTable } from '../../src/distill/console/print-table.ts';
import { createBm25Baseline } from '../../src/distill/evaluate/baselines/bm25.ts';
import { createBootstrap, type Interval } from '../../src/distill/evaluate/bootstrap.ts';
import { ndcgAtK } from '../../src/distill/evaluate/metrics/ndcg-at-k.ts';
import { createModelScorers } from '../../src/distill/evaluate/model-scorer.ts';
import { requirePolicy } from '../../src/distill/policy/open-policy.ts';
import { createRubricGrader, type RubricGrade } from '../../src/distill/policy/rubric-grader.ts';
import { tableOptionsOf } from '../../src/distill/tables/domain-options.ts';
import { openTables } from '../../src/distill/tables/open-tables.ts';
import { domains } from '../../src/domains/registry.ts';
import { drawBySource } from './real-ads/draw-by-source.ts';
import { CUTS } from './real-ads/what-is-left.ts';
import { disagreements } from './real-ads/disagreements.ts';
import { spearman } from './real-ads/spearman.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data/postings-en' },
    model: { type: 'string', default: 'models/jobs-en.safetensors' },
    people: { type: 'string', default: 'test/bench/people/real-ads.yaml' },
    use: { type: 'string', default: 'all' },
    items: { type: 'string', default: '1600' },
    seed: { type: 'string', default: '1' },
    parts: { type: 'boolean', default: false },
    show: { type: 'boolean', default: false },
  },
});

interface Person {
  use: 'tune' | 'check' | 'fresh';
  trade: string;
  profile: Profile;
}

/** A rank of 10 is what a person sees of a list. */
const TOP = 10;
/** What the policy calls weak or poor. */
const POOR = 1;
const NOW = Date.UTC(2024, 0, 15);

const domain = await domains.open('jobs');
const tables = await openTables(values.data, { ...tableOptionsOf(domain.schema), now: NOW });
const ads = drawBySource([...tables.items.values()], Number(values.items), Number(values.seed));
const people = (parse(await readFile(values.people, 'utf8')) as Person[]).filter(
  // Lists of the fresh are looked at by nobody who changes a recipe, so `all` leaves them out.
  ({ use }) => (values.use === 'all' ? use !== 'fresh' : use === values.use),
);
const rubric = createRubricGrader(requirePolicy(domain), { now: NOW });
const student = loadStudent(new Uint8Array(await readFile(values.model)));
const byId = new Map(ads.map((ad, at) => [String(at), ad]));
const model = createModelScorers(student, { items: byId, now: NOW });
const bm25 = createBm25Baseline().fit({ items: byId, profiles: new Map() }, []);
const random = createRandom(`real ads/${values.seed}`);

const rankers: Record<string, (profile: Profile) => ArrayLike<number>> = {
  random: () => ads.map(() => random.next()),
  BM25: (profile) => bm25.score(profile, ads, []),
  'student, policy': (profile) => ads.map((ad) => model.policyGrade(profile, ad, NOW)),
  'student, as ranked': (profile) => model.base.score(profile, ads, [], NOW),
  'its limits over the rubric': (profile) => {
    const caps = model.caps(profile, ads, [], NOW);
    return ads.map((ad, at) => Math.min(unlimited(rubric.grade(profile, ad)), caps[at]!));
  },
};

if (values.parts) {
  for (const { name, item, profile: cut } of CUTS) {
    const cutAds = ads.map(item);
    const cutModel = createModelScorers(student, {
      items: new Map(cutAds.map((ad, at) => [String(at), ad])),
      now: NOW,
    });
    rankers[`student, ${name}`] = (profile) => {
      const caps = model.caps(profile, ads, [], NOW);
      const whole = cut(profile);
      return cutAds.map((ad, at) => Math.min(cutModel.policyGrade(whole, ad, NOW), caps[at]!));
    };
  }
  rankers["the rubric's levels of occupation, under limits"] = (profile) => {
    const caps = model.caps(profile, ads, [], NOW);
    return ads.map((ad, at) => Math.min(occupationLevel(rubric.grade(profile, ad)), caps[at]!));
  };
}

function occupationLevel(found: ReturnType<typeof rubric.grade>): number {
  if (found.grade === undefined) return 0;
  return found.criteria.find(({ name }) => name === 'Occupation')?.level ?? 0;
}

function unlimited(found: ReturnType<typeof rubric.grade>): number {
  return found.grade === undefined ? 0 : found.unlimited;
}

interface Outcome {
  ndcg: number;
  spearman: number;
  poor: number;
  least: number;
}

function outcomeOf(scores: ArrayLike<number>, grades: readonly RubricGrade[]): Outcome {
  const gains = grades.map(({ score }) => score);
  const poor = grades.map(({ grade }) => grade <= POOR);
  const fine = poor.filter((is) => !is).length;
  const first = topK(scores, TOP);
  return {
    ndcg: ndcgAtK(scores, gains, TOP),
    spearman: spearman(scores, gains),
    poor: first.filter((at) => poor[at]).length / TOP,
    least: Math.max(0, TOP - fine) / TOP,
  };
}

const outcomes = new Map<string, Outcome[]>(Object.keys(rankers).map((name) => [name, []]));
const wrong = new Map<string, number>();
const used: string[] = [];
for (const { trade, profile } of people) {
  const graded = ads.map((ad) => rubric.grade(profile, ad));
  const known = graded.flatMap((grade, at) => (grade.grade === undefined ? [] : [at]));
  if (known.length < ads.length / 2) throw new Error(`The rubric cannot grade for ${trade}.`);
  const grades = known.map((at) => graded[at] as RubricGrade);
  used.push(trade);
  for (const [name, rank] of Object.entries(rankers)) {
    const all = rank(profile);
    const scores = known.map((at) => all[at]!);
    outcomes.get(name)!.push(outcomeOf(scores, grades));
    if (name !== 'student, policy') continue;
    const first = topK(scores, TOP);
    for (const [criterion, count] of disagreements(first, grades)) {
      wrong.set(criterion, (wrong.get(criterion) ?? 0) + count);
    }
    if (values.show) show(trade, first, known, grades);
  }
}

function show(
  trade: string,
  first: readonly number[],
  known: readonly number[],
  grades: readonly RubricGrade[],
): void {
  const { ndcg, poor, least } = outcomes.get('student, policy')!.at(-1)!;
  const fixed = [ndcg, poor, least].map((value) => value.toFixed(2));
  console.log(`\n${trade}: NDCG ${fixed[0]}, poor ${fixed[1]} (least ${fixed[2]})`);
  const line = (at: number): string => {
    const ad = ads[known[at]!] as Item;
    const { grade, rationale } = grades[at]!;
    return `  ${grade}  ${String(ad.title).slice(0, 60)} | ${placeOf(ad)} | ${rationale.slice(0, 150)}`;
  };
  for (const at of first) console.log(line(at));
  const best = topK(
    grades.map(({ score }) => score),
    5,
  ).filter((at) => !first.includes(at));
  if (best.length > 0) console.log('  the rubric puts first what is not there:');
  for (const at of best) console.log(line(at));
}

function placeOf(ad: Item): string {
  const { address } = (ad.jobLocation ?? {}) as { address?: Record<string, string> };
  return Object.values(address ?? {}).join(', ') || 'no place';
}

const bootstrap = createBootstrap(used);
const cell = (value: Interval): string =>
  `${value.mean.toFixed(3)} [${value.low.toFixed(3)}, ${value.high.toFixed(3)}]`;
const columns = ['ranked by', 'NDCG@10', 'Spearman', 'poor in first ten', 'least possible'];
process.stdout.write(
  renderTable(
    columns.map((title) => ({ title })),
    [...outcomes].map(([name, list]) => [
      name,
      ...(['ndcg', 'spearman', 'poor', 'least'] as const).map((key) =>
        cell(bootstrap.mean(list.map((outcome) => outcome[key]))),
      ),
    ]),
  ),
);
console.log(
  `${ads.length} ads, ${people.length} people (${values.use}); grades by the rubric of the policy, not by people`,
);
const list = outcomes.get('student, policy')!;
console.log(
  `by person, NDCG@10: ${used.map((trade, i) => `${trade} ${list[i]!.ndcg.toFixed(2)}`).join(', ')}`,
);
console.log('why the first ten are worse than the best ten, in levels lost by criterion or cap:');
for (const [name, lost] of [...wrong].sort((a, b) => b[1] - a[1]).slice(0, 14)) {
  console.log(`  ${lost.toFixed(1).padStart(7)}  ${name}`);
}
