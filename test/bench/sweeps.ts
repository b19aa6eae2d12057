/**
 * What a student's grade does where one thing alone changes, beside the rubric's, and how often it puts near before far
 * and remote work before another town: `npx tsx test/bench/sweeps.ts [--model FILE] [--pairs N]`. Invented people and ads.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { loadStudent } from '../../src/core/student/load.ts';
import { renderTable } from '../../src/distill/console/print-table.ts';
import { createModelScorers } from '../../src/distill/evaluate/model-scorer.ts';
import { measureSweeps } from '../../src/distill/recipe/measure-sweeps.ts';
import { domains } from '../../src/domains/registry.ts';
import { nearAndFar, remoteAndElsewhere } from '../fixtures/place-pairs.ts';

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'models/jobs-en.safetensors' },
    pairs: { type: 'string', default: '500' },
  },
});
const NOW = Date.UTC(2025, 5, 30);
const student = loadStudent(new Uint8Array(await readFile(values.model)));
for (const { name, unit, points } of measureSweeps(student, await domains.open('jobs'), NOW)) {
  console.log(`\n${name}, ${unit}: grades`);
  process.stdout.write(
    renderTable(
      ['', ...points.map(({ value }) => String(value))].map((title) => ({ title })),
      (['student', 'rubric'] as const).map((who) => [
        who,
        ...points.map((point) => point[who].toFixed(2)),
      ]),
    ),
  );
}
const model = createModelScorers(student, { items: new Map(), now: NOW });
for (const [what, pairs] of [
  ['near before far', nearAndFar(Number(values.pairs), 1)],
  ['remote before on site elsewhere', remoteAndElsewhere(Number(values.pairs), 1)],
] as const) {
  const right = pairs.filter(({ profile, better, worse }) => {
    const [a, b] = model.heads.policy!.score(profile, [better, worse], [], NOW);
    return a! > b!;
  }).length;
  console.log(`${what}: ${((100 * right) / pairs.length).toFixed(1)} % of ${pairs.length} pairs`);
}
