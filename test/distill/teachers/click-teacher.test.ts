import { beforeAll, describe, expect, it } from 'vitest';
import { compileSchema } from '../../../src/core/features/compile-schema.ts';
import { createRandom } from '../../../src/core/math/random.ts';
import type { LogEvent } from '../../../src/core/types.ts';
import { marketTables } from '../../../src/distill/commands/market-tables.ts';
import { createTrueScores } from '../../../src/distill/market/behaviour/true-scores.ts';
import { createMarket } from '../../../src/distill/market/create-market.ts';
import type { Market } from '../../../src/distill/market/types.ts';
import { JOBS_SCHEMA } from '../../../src/distill/schema/jobs-schema.ts';
import { taxonomy } from '../../../src/distill/taxonomy/index.ts';
import { trainClickTeacher } from '../../../src/distill/teachers/click-teacher.ts';
import type { Teacher } from '../../../src/distill/teachers/teacher.ts';
import { readInteractions } from '../../../src/distill/train/interactions.ts';
import { createPairData, type PairData } from '../../../src/distill/train/pair-data.ts';
import { teacherLogits } from '../../../src/distill/train/soft-lists.ts';
import { loadTensorflow, type Tf } from '../../../src/distill/train/tensorflow.ts';
import { toyData, TOY_NOW } from '../train/toy-data.ts';
import { spearman } from './spearman.ts';

const SLATE_SIZE = 20;

let tf: Tf;
let market: Market;
let data: PairData;
beforeAll(async () => {
  tf = await loadTensorflow();
  market = createMarket({
    seed: 11,
    profiles: 400,
    jobs: 600,
    sessions: 4000,
    slateSize: SLATE_SIZE,
    validationShare: 0.4,
  });
  const { jobs, profiles } = marketTables(market);
  data = createPairData(compileSchema(JOBS_SCHEMA), jobs, profiles, 4000, market.truth.endMs);
});

function train(events: readonly LogEvent[], from: PairData = data, steps = 300, start?: Teacher) {
  return trainClickTeacher(tf, from, readInteractions(from, events, 0), {
    size: { tableRows: 4000, width: 16, tower: 0, hidden: 8, format: 'float' },
    random: createRandom('weights'),
    seed: 'clicks',
    choicesPerBatch: 256,
    lists: 32,
    steps,
    rates: { dense: 0.003, table: 0.1 },
    start,
  });
}

/** How well a teacher's order of all pairs of the held-out slates agrees with what attracts, and within each. */
async function agreement(teacher: Teacher): Promise<{ overall: number; within: number }> {
  const scores = createTrueScores(market.truth, taxonomy);
  const lists = market.slates.map((slate) => {
    const ids = slate.candidates as string[];
    return {
      profile: data.profileIndex.get(slate.profileId)!,
      jobs: Int32Array.from(ids, (id) => data.jobIndex.get(id)!),
      at: slate.at!,
      truth: ids.map((id) => scores(slate.profileId, id, slate.at!).attraction),
    };
  });
  const logits = await teacherLogits(data, teacher, lists);
  const within = logits.map((own, i) => spearman(own, lists[i]!.truth));
  return {
    overall: spearman(
      logits.flatMap((own) => [...own]),
      lists.flatMap(({ truth }) => truth),
    ),
    within: within.reduce((a, b) => a + b, 0) / within.length,
  };
}

describe("the click teacher on the simulated market's own log", () => {
  it('tells examination from attraction, and so finds what attracts better than a model blind to position', async () => {
    const seeing = await train(market.events);
    expect(seeing).toMatchObject({ name: 'click', head: 1, calibrated: true });
    const learned = seeing.examination!.subarray(0, SLATE_SIZE);
    expect(spearman(learned, market.truth.examination)).toBeGreaterThan(0.9);
    // Not the order alone: the first is looked at more than twice as often as the last.
    expect(learned[SLATE_SIZE - 1]! / learned[0]!).toBeLessThan(0.5);

    const blind = await train(market.events.map(({ position: _position, ...event }) => event));
    const found = await agreement(seeing);
    const mistaken = await agreement(blind);
    expect(found.overall).toBeGreaterThan(0.5);
    expect(found.overall).toBeGreaterThan(mistaken.overall + 0.008);
    expect(found.within).toBeGreaterThan(mistaken.within + 0.008);
  }, 180_000);
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

  it('begins with what the teacher it starts from knows', async () => {
    const toy = toyData(60, 40, 200);
    const events = toy.profileIds.map((profileId, i): LogEvent => ({
      profileId,
      jobId: toy.jobIds[i]!,
      type: 'apply',
    }));
    const lists = [{ profile: 3, jobs: Int32Array.from({ length: 60 }, (_, j) => j), at: TOY_NOW }];
    const start = await train(events, toy, 20);
    const [learned] = await teacherLogits(toy, start, lists);
    const begun = await train(events, toy, 0, start);
    expect(spearman((await teacherLogits(toy, begun, lists))[0]!, learned!)).toBeCloseTo(1);
    const other = await train(events, toy, 0);
    expect(spearman((await teacherLogits(toy, other, lists))[0]!, learned!)).toBeLessThan(0.99);
  });
});
