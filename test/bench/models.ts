/**
 * What models are worth for their bytes: `npx tsx test/bench/models.ts [--data FOLDER] [--models FILE …] [--every N]`.
 *
 * `--data` holds folders of titles to match: `titles-similar-*` (all candidates ranked for a title, mean average
 * precision of the whole ranking) and `titles-esco` (the occupation of a vacancy title, mean reciprocal rank; every
 * N-th slate). By the policy score of the code that ships; beside it the lexical baselines. Intervals are 95 %
 * bootstraps over titles.
 */
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { loadStudent } from '../../src/core/student/load.ts';
import { renderTable } from '../../src/distill/console/print-table.ts';
import { createBm25Baseline } from '../../src/distill/evaluate/baselines/bm25.ts';
import type { Interval } from '../../src/distill/evaluate/bootstrap.ts';
import { evaluateSlates, type NamedScorer } from '../../src/distill/evaluate/evaluate-slates.ts';
import { createModelScorers } from '../../src/distill/evaluate/model-scorer.ts';
import { tableOptionsOf } from '../../src/distill/tables/domain-options.ts';
import { openTables } from '../../src/distill/tables/open-tables.ts';
import { domains } from '../../src/domains/registry.ts';
import { createCharacterLikeness } from './models/character-likeness.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data' },
    models: { type: 'string', multiple: true },
    every: { type: 'string', default: '8' },
  },
});

const NOW = Date.UTC(2024, 0, 15);
const files = values.models ?? (await listModels());
const models = await Promise.all(
  files.map(async (file) => {
    const bytes = new Uint8Array(await readFile(file));
    return {
      name: basename(file),
      student: loadStudent(bytes),
      gzip: gzipSync(bytes, { level: 9 }).length,
    };
  }),
);
const options = tableOptionsOf((await domains.open('jobs')).schema);
const rows = new Map<string, string[]>(
  models.map(({ name, gzip }) => [name, [name, `${(gzip / 1000).toFixed(1)} KB`]]),
);
const titles = ['', 'gzip'];
for (const folder of await listSets()) {
  const isLinking = folder === 'titles-esco';
  const metric = isLinking ? 'MRR' : 'MAP';
  titles.push(`${folder.replace('titles-', '')}, ${metric}`);
  for (const [name, value] of await measureSet(
    folder,
    metric,
    isLinking ? Number(values.every) : 1,
  )) {
    if (!rows.has(name)) rows.set(name, [name, '']);
    const { mean, low, high } = value;
    rows.get(name)!.push(`${mean.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`);
  }
}
process.stdout.write(
  renderTable(
    titles.map((title) => ({ title })),
    [...rows.values()],
  ),
);

async function listModels(): Promise<string[]> {
  const names = await readdir('models');
  return names.filter((name) => name.endsWith('.safetensors')).map((name) => join('models', name));
}

/** Those that rank titles, the linking of occupations last. */
async function listSets(): Promise<string[]> {
  const names = (await readdir(values.data)).filter((name) => name.startsWith('titles-'));
  return names.sort(
    (a, b) => Number(a === 'titles-esco') - Number(b === 'titles-esco') || (a < b ? -1 : 1),
  );
}

async function measureSet(
  folder: string,
  metric: string,
  every: number,
): Promise<Map<string, Interval>> {
  const tables = await openTables(join(values.data, folder), { ...options, now: NOW });
  const slates = Object.values(tables.slates)
    .flat()
    .filter((_, i) => i % every === 0);
  const { items } = tables;
  const scorers: NamedScorer[] = models.map(({ name, student }) => ({
    name,
    scorer: createModelScorers(student, { items, now: NOW }).heads.policy!,
  }));
  for (const baseline of [createCharacterLikeness(), createBm25Baseline()]) {
    scorers.push({ name: baseline.name, scorer: baseline.fit(tables, []) });
  }
  const { rows: measured } = await evaluateSlates(slates, scorers, { tables });
  return new Map(measured.map(({ name, metrics }) => [name, metrics[metric]!]));
}
