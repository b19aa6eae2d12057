import { beforeAll, describe, expect, it } from 'vitest';
import { compileSchema } from '../../../src/core/features/compile-schema.ts';
import { createRandom } from '../../../src/core/math/random.ts';
import type { LogEvent } from '../../../src/core/types.ts';
import { marketTables } from '../../../src/distill/commands/market-tables.ts';
import { simulateSession } from '../../../src/distill/market/behaviour/simulate-session.ts';
import { createTrueScores } from '../../../src/distill/market/behaviour/true-scores.ts';
import { createMarket } from '../../../src/distill/market/create-market.ts';
import type { Market, PairTruth } from '../../../src/distill/market/types.ts';
import { JOBS_SCHEMA } from '../../../src/distill/schema/jobs-schema.ts';
import { taxonomy } from '../../../src/distill/taxonomy/index.ts';
import { trainClickTeacher } from '../../../src/distill/teachers/click-teacher.ts';
import { readInteractions } from '../../../src/distill/train/interactions.ts';
import { createPairData, type PairData } from '../../../src/distill/train/pair-data.ts';
import { teacherLogits } from '../../../src/distill/train/soft-lists.ts';
import { loadTensorflow, type Tf } from '../../../src/distill/train/tensorflow.ts';
import { toyData, TOY_NOW } from '../train/toy-data.ts';
import { spearman } from './spearman.ts';

const SESSIONS = 1500;
const SLATE_SIZE = 20;

let tf: Tf;
let market: Market;
let data: PairData;
beforeAll(async () => {
  tf = await loadTensorflow();
  market = createMarket({
    seed: 11,
    occupations: taxonomy.occupations.slice(0, 6).map(({ id }) => id),
    profiles: 100,
    jobs: 80,
    sessions: SESSIONS,
    slateSize: SLATE_SIZE,
  });
  const { jobs, profiles } = marketTables(market);
  data = createPairData(compileSchema(JOBS_SCHEMA), jobs, profiles, 4000, market.truth.endMs);
});

function train(events: readonly LogEvent[], from: PairData = data, steps = 250) {
  return trainClickTeacher(tf, from, readInteractions(from, events, 0), {
    size: { tableRows: 4000, width: 16, tower: 0, hidden: 8, format: 'float' },
    random: createRandom('weights'),
    seed: 'clicks',
    lists: 32,
    steps,
    rates: { dense: 0.003, table: 0.1 },
  });
}

/** Sessions of a logger that has favourites, which tell nothing of what anybody likes. */
function favouritesLog(): { events: LogEvent[]; slates: PairTruth[][] } {
  const { truth } = market;
  const random = createRandom('favourites');
  const scores = createTrueScores(truth, taxonomy);
  const ids = truth.jobs.map(({ id }) => id);
  const favour = new Map(ids.map((id) => [id, random.normal()]));
  const events: LogEvent[] = [];
  const slates: PairTruth[][] = [];
  for (let n = 0; n < SESSIONS; n++) {
    const drawn = random.shuffle([...ids]).slice(0, SLATE_SIZE);
    const rank = new Map(drawn.map((id) => [id, favour.get(id)! + 0.3 * random.normal()]));
    const jobs = drawn.sort((a, b) => rank.get(b)! - rank.get(a)!);
    const outcome = simulateSession(
      random,
      {
        id: `s${n}`,
        profileId: random.pick(truth.profiles).id,
        atMs: truth.endMs,
        slate: { jobs, propensities: jobs.map(() => 1), shuffled: false },
      },
      truth.examination,
      truth.continuation,
      scores,
    );
    events.push(...outcome.events);
    slates.push(outcome.pairs);
  }
  return { events, slates };
}

describe('the click teacher on the simulated market', () => {
  it('learns from its log how much each position is looked at', async () => {
    const teacher = await train(market.events);
    const learned = teacher.examination!.subarray(0, SLATE_SIZE);
    expect(spearman(learned, market.truth.examination)).toBeGreaterThan(0.8);
    // Not the order alone: the first is looked at more than twice as often as the last.
    expect(learned[SLATE_SIZE - 1]! / learned[0]!).toBeLessThan(0.5);
    expect(teacher).toMatchObject({ name: 'click', head: 1, calibrated: true });
  });

  it('finds what attracts better than the same model blind to position', async () => {
    const { events, slates } = favouritesLog();
    const judge = async (log: readonly LogEvent[]) => {
      const teacher = await train(log);
      const logits = await teacherLogits(
        data,
        teacher,
        slates.map((pairs) => ({
          profile: data.profileIndex.get(pairs[0]!.profileId)!,
          jobs: Int32Array.from(pairs, ({ jobId }) => data.jobIndex.get(jobId)!),
          at: market.truth.endMs,
        })),
      );
      let within = 0;
      for (const [i, pairs] of slates.entries()) {
        const truth = pairs.map(({ attraction }) => attraction);
        within += spearman(logits[i]!, truth) / slates.length;
      }
      return { within, examination: teacher.examination! };
    };
    const seeing = await judge(events);
    const blind = await judge(events.map(({ position: _position, ...event }) => event));
    expect(
      spearman(seeing.examination.subarray(0, SLATE_SIZE), market.truth.examination),
    ).toBeGreaterThan(0.8);
    expect(seeing.within).toBeGreaterThan(0.55);
    expect(seeing.within).toBeGreaterThan(blind.within + 0.015);
  });
});

describe('the click teacher on a log that says only what was chosen', () => {
  it('learns who chooses what, and claims no probabilities', async () => {
    const toy = toyData(60, 40, 200);
    const titleOf = (object: unknown): string =>
      String((object as { title?: string }).title ?? '').split(' ')[0]!;
    const isLike = (profile: number, job: number): boolean =>
      titleOf(toy.profileObjects[profile]) !== '' &&
      titleOf(toy.profileObjects[profile]) === titleOf(toy.jobObjects[job]);
    const pairs = toy.profileIds.flatMap((profileId, p) =>
      toy.jobIds.flatMap((jobId, j) => (isLike(p, j) ? [{ profileId, jobId, p, j }] : [])),
    );
    const events = pairs.map(({ profileId, jobId }): LogEvent => ({
      profileId,
      jobId,
      type: 'apply',
    }));
    const teacher = await train(events, toy, 80);
    expect(teacher).toMatchObject({ calibrated: false, examination: undefined });
    const everyone = [...new Set(pairs.map(({ p }) => p))];
    const logits = await teacherLogits(
      toy,
      teacher,
      everyone.map((profile) => ({
        profile,
        jobs: Int32Array.from({ length: 60 }, (_, j) => j),
        at: TOY_NOW,
      })),
    );
    let right = 0;
    let count = 0;
    for (const [i, profile] of everyone.entries()) {
      for (let a = 0; a < 60; a++) {
        for (let b = 0; b < 60; b++) {
          if (!isLike(profile, a) || isLike(profile, b)) continue;
          right += Number(logits[i]![a]! > logits[i]![b]!);
          count++;
        }
      }
    }
    expect(count).toBeGreaterThan(100);
    expect(right / count).toBeGreaterThan(0.85);
  });
});
