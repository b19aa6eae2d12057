/**
 * Times two builds of the package against each other, by turns in one process:
 *
 *     npx tsx test/bench/compare.ts OTHER_FOLDER [--this FOLDER] [--items N] [--rounds N] [--words N]
 *
 * A folder holds a built package (`dist`, `models/jobs-en.safetensors`) with its own model; by default this one is
 * compared with the other. Items come from the simulated market, with descriptions of `--words` words, every third in
 * HTML, each list parsed anew from JSON as a page does. Prints minima and medians, and how many times as long this
 * build takes as the other; with `--cpu` of the time that the process ran, where other programs run beside.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { createMarket } from '../../src/domains/jobs/market/create-market.ts';
import type { Item, Profile } from '../../src/core/types.ts';
import type * as Sdk from '../../src/sdk/index.ts';
import { longItems, manyItems, NOW } from './fixtures.ts';
import { digits, formatMs, markdown, summary } from './measure.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    this: { type: 'string', default: '.' },
    items: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '20' },
    words: { type: 'string', default: '400' },
    cpu: { type: 'boolean', default: false },
  },
});
const [other = '.'] = positionals;
const [count, rounds] = [Number(values.items), Number(values.rounds)];
const market = createMarket({ seed: 1, profiles: 40, items: 1000, sessions: 40, slateSize: 10 });
const profiles = market.profiles as Profile[];
const lists = Array.from({ length: rounds }, (_, round) =>
  JSON.stringify(
    manyItems(longItems(market.items as Item[], Number(values.words)), count, `r${round}-`),
  ),
);

function clockMs(): number {
  if (!values.cpu) return performance.now();
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const STEPS = ['all new', 'known, another profile', 'after a click', 'the same again'] as const;
type Times = Record<(typeof STEPS)[number], number[]>;

type Click = Parameters<Sdk.Reranker['record']>[0];

/** What a build calls the limit of known items, and an item's id: earlier ones spoke of jobs. */
async function namesOf(folder: string): Promise<[limit: string, id: string]> {
  const files = (await readdir(join(folder, 'dist'))).filter((name) => name.startsWith('shared-'));
  const code = await readFile(
    join(
      folder,
      'dist',
      files.find((name) => name.endsWith('.js'))!,
    ),
    'utf8',
  );
  return code.includes('maxKnownItems') ? ['maxKnownItems', 'itemId'] : ['maxKnownJobs', 'jobId'];
}

/** Ranks a list of one build, step by step. */
async function createRounds(
  folder: string,
): Promise<{ times: Times; run(round: number): Promise<void> }> {
  const sdk = (await import(
    pathToFileURL(join(resolve(folder), 'dist/index.js')).href
  )) as typeof Sdk;
  const [limitName, idName] = await namesOf(folder);
  const reranker = await sdk.createReranker({
    model: new Uint8Array(await readFile(join(folder, 'models/jobs-en.safetensors'))),
    storage: 'memory',
    now: () => NOW,
    [limitName]: 4 * count,
  });
  const times = Object.fromEntries(STEPS.map((step) => [step, []])) as unknown as Times;
  return {
    times,
    async run(round) {
      const list = JSON.parse(lists[round]!) as Item[];
      const profileOf = (i: number): Profile => profiles[(round + i) % profiles.length]!;
      const timed = async (step: keyof Times, profile: Profile): Promise<void> => {
        const start = clockMs();
        await reranker.rank(list, { profile });
        times[step].push(clockMs() - start);
      };
      await timed('all new', profileOf(0));
      for (let i = 1; i < 6; i++) await timed('known, another profile', profileOf(i));
      for (let i = 0; i < 5; i++) {
        const id = list[(i * 7 + round) % count]!.identifier as string;
        await reranker.record({ type: 'click', [idName]: id } as unknown as Click);
        await timed('after a click', profileOf(5));
        await timed('the same again', profileOf(5));
      }
      await reranker.forget();
    },
  };
}

const builds = [await createRounds(values.this), await createRounds(other)] as const;
for (let round = 0; round < rounds; round++) {
  // Whoever comes first finds the collector idle.
  for (const build of round % 2 ? builds : [...builds].reverse()) await build.run(round);
}
const [ours, theirs] = builds.map(({ times }) => times) as [Times, Times];
const rows = STEPS.map((step) => {
  const [own, others] = [summary(ours[step]), summary(theirs[step])];
  return [
    step,
    ...[own.minMs, others.minMs].map(formatMs),
    `${digits(own.minMs / others.minMs)} ×`,
    ...[own.medianMs, others.medianMs].map(formatMs),
    `${digits(own.medianMs / others.medianMs)} ×`,
  ];
});
const columns = ['', 'min', 'other', '', 'median', 'other', ''];
process.stdout.write(
  markdown({ title: `${count} items of ${values.words} words, against ${other}`, columns, rows }),
);
