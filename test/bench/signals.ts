/**
 * What signals do on a simulated market that the student was not trained on: after 0, 1, 3, 5 and 10 of them, with random
 * ones among them, after a change of interests, and without each part of the personal layer:
 * `npx tsx test/bench/signals.ts [--model FILE] [--profiles N] [--seed N] [--relearn]`. With `--relearn` the prior is
 * learned anew from the market's own log first, by the build step's recipe.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createRandom } from '../../src/core/math/random.ts';
import { loadStudent } from '../../src/core/student/load.ts';
import { measureSignals } from '../../src/distill/evaluate/measure-signals.ts';
import { createModelScorers } from '../../src/distill/evaluate/model-scorer.ts';
import { renderSignals } from '../../src/distill/evaluate/render-signals.ts';
import { openPolicy } from '../../src/distill/policy/open-policy.ts';
import { createPairGraders } from '../../src/distill/recipe/grade-pairs.ts';
import { learningEvents, prepareMaterial } from '../../src/distill/recipe/material.ts';
import { isPoorMatch } from '../../src/distill/recipe/measure-slates.ts';
import { PRESETS } from '../../src/distill/recipe/presets.ts';
import { learnPrior } from '../../src/distill/train/choices/learn-prior.ts';
import { createStudentLists } from '../../src/distill/train/data/student-lists.ts';
import { createMarket } from '../../src/domains/jobs/market/create-market.ts';
import { jobs } from '../fixtures/jobs-domain.ts';
import { marketTables } from '../fixtures/market-tables.ts';

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'models/jobs-en.safetensors' },
    profiles: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '3' },
    relearn: { type: 'boolean', default: false },
  },
});
const profiles = Number(values.profiles);
const size = { profiles, items: 2500, sessions: 5 * profiles, slateSize: 20 };
const tables = marketTables(createMarket({ seed: values.seed, ...size, validationShare: 0.3 }));
const student = loadStudent(new Uint8Array(await readFile(values.model)));
const { source } = student.schema;
const material = prepareMaterial(tables, source, PRESETS.quick, { seed: 1 }, { simulated: true });
const { data, now } = material;
if (values.relearn) {
  const { floor, given } = student.personalization;
  const { prior, choices } = learnPrior({
    student,
    data,
    lists: createStudentLists(student, data, now),
    served: undefined,
    events: learningEvents(tables),
    chosen: undefined,
    heldOut: new Set(material.heldOut),
    now,
    random: createRandom('1/prior'),
  });
  student.personalization = { ...prior, ...(floor && { floor }), ...(given && { given }) };
  console.log(`Learned from ${choices} choices: ${JSON.stringify(student.personalization)}`);
}
const { judge } = createPairGraders(data, openPolicy(jobs), material.stated, now);
const slates = Object.values(tables.slates).flat();
const report = await measureSignals(
  slates,
  createModelScorers(student, { items: tables.items, now }),
  {
    tables,
    prior: student.personalization,
    poorMatch: isPoorMatch(material, judge),
  },
);
console.log(renderSignals(report, 10, 'simulated'));
