/**
 * What a history adds on real data, by the code that ships:
 * `npx tsx test/bench/history.ts --data ../shared/data/applications-kr --model FILE [--residuals FILE]
 * [--slates validation-history-slates] [--counts 0,1,3,10] [--every N]`. nDCG@10 with each slate's last so many signals
 * (all that there are where there are fewer), with 95 % intervals of a bootstrap over people; by content alone and, with
 * residuals, by each part of what a log says of items.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readResiduals } from '../../src/core/format/residuals.ts';
import { loadStudent } from '../../src/core/student/load.ts';
import { renderTable } from '../../src/distill/console/print-table.ts';
import { formatInterval } from '../../src/distill/console/format.ts';
import { createBootstrap } from '../../src/distill/evaluate/bootstrap.ts';
import { evaluateSlates, type NamedScorer } from '../../src/distill/evaluate/evaluate-slates.ts';
import { createModelScorers } from '../../src/distill/evaluate/model-scorer.ts';
import { latestSignals } from '../../src/distill/evaluate/slate-histories.ts';
import { travelScorers } from '../../src/distill/recipe/measure-travel.ts';
import { openTables } from '../../src/distill/tables/open-tables.ts';
import { tableOptionsOf } from '../../src/distill/tables/domain-options.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    model: { type: 'string' },
    residuals: { type: 'string' },
    slates: { type: 'string', default: 'validation-history-slates' },
    counts: { type: 'string', default: '0,1,3,10' },
    every: { type: 'string', default: '1' },
  },
});
const { data, model } = values;
if (data === undefined || model === undefined) throw new Error('State --data and --model.');
const student = loadStudent(new Uint8Array(await readFile(model)));
const tables = await openTables(data, {
  ...tableOptionsOf(student.schema.source),
  require: ['items', 'profiles'],
});
const table = tables.slates[values.slates];
if (table === undefined) throw new Error(`There is no table ${values.slates}.`);
const slates = table.filter((_, i) => i % Number(values.every) === 0);
const options = { items: tables.items, now: tables.now };
const scorers: NamedScorer[] = [
  { name: 'content alone', scorer: createModelScorers(student, options).full },
];
if (values.residuals !== undefined) {
  const { byItem } = readResiduals(new Uint8Array(await readFile(values.residuals)));
  scorers.push(...Object.values(travelScorers(student, byItem, options)));
}
const bootstrap = createBootstrap(slates.map(({ profileId }) => profileId));
const counts = values.counts.split(',').map(Number);
const columns: string[][] = [];
for (const count of counts) {
  const asked = slates.map((slate) => ({
    ...slate,
    at: slate.at ?? slate.history.at(-1)?.at ?? tables.now,
    history: [...latestSignals(slate.history, count)],
  }));
  const { values: found } = await evaluateSlates(asked, scorers, { tables });
  columns.push(scorers.map(({ name }) => formatInterval(bootstrap.mean(found[name]!['nDCG@10']!))));
}
console.log(
  renderTable(
    [{ title: 'codes' }, ...counts.map((count) => ({ title: `last ${count}` }))],
    scorers.map(({ name }, i) => [name, ...columns.map((column) => column[i]!)]),
  ),
);
console.log(`nDCG@10 on ${slates.length} slates of ${values.slates}.`);
