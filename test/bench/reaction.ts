/**
 * What opens and dismissals move in the first ten, through the public API on the simulated market:
 * `npx tsx test/bench/reaction.ts [--model FILE] [--people N] [--slack 0.5] [--opens N] [--kind field|occupation]`.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { renderTable } from '../../src/distill/console/print-table.ts';
import { createMarket } from '../../src/domains/jobs/market/create-market.ts';
import { playReactions, type KindOf } from './reaction/play.ts';

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'models/jobs-en.safetensors' },
    people: { type: 'string', default: '40' },
    opens: { type: 'string', default: '3' },
    kind: { type: 'string', default: 'field' },
    slack: { type: 'string' },
  },
});
const people = Number(values.people);
const opens = Number(values.opens);
const size = 8 * people;
const market = createMarket({
  seed: 7,
  profiles: size,
  items: 1500,
  sessions: size,
  slateSize: 20,
});
const model = new Uint8Array(await readFile(values.model));
const { slack } = values;
const options =
  slack === undefined
    ? {}
    : { floor: slack === 'none' ? (false as const) : { slack: Number(slack) } };
const reactions = await playReactions(market, model, people, values.kind as KindOf, opens, options);

const mean = (of: (one: (typeof reactions)[number]) => number): number =>
  reactions.reduce((sum, one) => sum + of(one), 0) / reactions.length;
console.log(
  renderTable(
    [
      { title: 'opens of one kind' },
      { title: 'of it in the first ten', align: 'right' },
      { title: 'mean grade there', align: 'right' },
    ],
    Array.from({ length: opens + 1 }, (_, n) => [
      String(n),
      mean(({ inFirstTen }) => inFirstTen[n] ?? inFirstTen.at(-1)!).toFixed(2),
      mean(({ grades }) => grades[n] ?? grades.at(-1)!).toFixed(3),
    ]),
  ),
);
const gained = reactions.filter(({ inFirstTen }) => inFirstTen.at(-1)! >= inFirstTen[0]! + 2);
console.log(
  `${gained.length} of ${reactions.length} people have two more of the kind in the first ten after ${opens} opens.`,
);
console.log(`Poor matches lifted there: ${mean(({ lifted }) => lifted).toFixed(2)} a person.`);
const seen = reactions.filter(({ isDismissedSeen }) => isDismissedSeen);
console.log(`Dismissed and seen again in the first ten: ${seen.length} of ${reactions.length}.`);
