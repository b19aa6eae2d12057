/**
 * What signals gain and cost under policy floors of every slack, as the build step chooses among them:
 * `npx tsx test/bench/floor.ts [--model FILE] [--profiles N]`, on a simulated market.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createRandom } from '../../src/core/math/random.ts';
import { loadStudent } from '../../src/core/student/load.ts';
import { renderTable } from '../../src/distill/console/print-table.ts';
import { openPolicy } from '../../src/distill/policy/open-policy.ts';
import { chooseFloor } from '../../src/distill/recipe/choose-floor.ts';
import { createPairGraders } from '../../src/distill/recipe/grade-pairs.ts';
import { prepareMaterial } from '../../src/distill/recipe/material.ts';
import { PRESETS } from '../../src/distill/recipe/presets.ts';
import { createMarket } from '../../src/domains/jobs/market/create-market.ts';
import { jobs } from '../fixtures/jobs-domain.ts';
import { marketTables } from '../fixtures/market-tables.ts';

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'models/jobs-en.safetensors' },
    profiles: { type: 'string', default: '1600' },
  },
});
const profiles = Number(values.profiles);
const size = { profiles, items: 2500, sessions: 5 * profiles, slateSize: 20 };
const tables = marketTables(createMarket({ seed: 3, ...size }));
const student = loadStudent(new Uint8Array(await readFile(values.model)));
const run = { seed: 1 };
const material = prepareMaterial(tables, student.schema.source, PRESETS.quick, run, {
  simulated: true,
});
const { judge } = createPairGraders(material.data, openPolicy(jobs), material.stated, material.now);
const chosen = chooseFloor(student, material, judge, createRandom('floor'));
if (chosen === undefined) throw new Error('There are too few held-out histories.');
const { base, sweep, slack, lists } = chosen;
const right = (title: string) => ({ title, align: 'right' as const });
console.log(
  renderTable(
    [
      { title: 'slack' },
      ...['gain of nDCG@10', 'among no poor matches', 'mean grade', 'poor-match@10'].map(right),
    ],
    [
      ['no signals', '', '', base.grade.toFixed(3), base.poor.toFixed(4)],
      ...sweep.map((point) => [
        point.slack === null ? 'no floor' : point.slack.toFixed(2),
        point.gain.toFixed(4),
        point.goodGain.toFixed(4),
        point.grade.toFixed(3),
        point.poor.toFixed(4),
      ]),
    ],
  ),
);
console.log(
  `Chosen: ${slack}, on ${lists} lists of ${material.heldOut.length} held-out people (simulated).`,
);
