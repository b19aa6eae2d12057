import { beforeAll, describe, expect, it } from 'vitest';
import { compileSchema } from '../../../src/core/features/compile-schema.ts';
import { createRandom } from '../../../src/core/math/random.ts';
import type { LogEvent } from '../../../src/core/types.ts';
import { marketTables } from '../../fixtures/market-tables.ts';
import { createTrueScores } from '../../../src/domains/jobs/market/behaviour/true-scores.ts';
import { createMarket } from '../../../src/domains/jobs/market/create-market.ts';
import type { Market } from '../../../src/domains/jobs/market/types.ts';
import { jobs } from '../../fixtures/jobs-domain.ts';
import { loadTaxonomy } from '../../../src/domains/jobs/taxonomy/index.ts';
import { trainClickTeacher } from '../../../src/distill/teachers/click-teacher.ts';
import type { Teacher } from '../../../src/distill/teachers/teacher.ts';
import { readInteractions } from '../../../src/distill/train/data/interactions.ts';
import { createPairData, type PairData } from '../../../src/distill/train/data/pair-data.ts';
import { teacherLogits } from '../../../src/distill/teachers/soft-lists.ts';
import { loadTensorflow } from '../../../src/distill/train/backend/tensorflow.ts';
import type { Tf } from '../../../src/distill/train/backend/tf.ts';
import { spearman } from './spearman.ts';

const taxonomy = loadTaxonomy();
const SLATE_SIZE = 20;

let tf: Tf;
let market: Market;
let data: PairData;
beforeAll(async () => {
  tf = await loadTensorflow();
  market = createMarket({
    seed: 11,
    profiles: 400,
    items: 600,
    sessions: 4000,
    slateSize: SLATE_SIZE,
    validationShare: 0.4,
  });
  const { items, profiles } = marketTables(market);
  data = createPairData(compileSchema(jobs.schema), items, profiles, 4000, market.truth.endMs);
});

function train(events: readonly LogEvent[]) {
  return trainClickTeacher(tf, data, readInteractions(data, events, 0).impressions, {
    size: { tableRows: 4000, width: 16, tower: 0, hidden: 8, format: 'float' },
    random: createRandom('weights'),
    seed: 'clicks',
    lists: 32,
    steps: 300,
    rates: { dense: 0.003, table: 0.1 },
  });
}

/** How well a teacher's order of all pairs of the held-out slates agrees with what attracts, and within each. */
async function agreement(teacher: Teacher): Promise<{ overall: number; within: number }> {
  const scores = createTrueScores(market.truth, taxonomy);
  const lists = market.slates.map((slate) => {
    const ids = slate.candidates as string[];
    return {
      profile: data.profileIndex.get(slate.profileId)!,
      items: Int32Array.from(ids, (id) => data.itemIndex.get(id)!),
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
    // Within a list dates and industries mislead, and hardly any page states both.
    expect(found.within).toBeGreaterThan(mistaken.within - 0.008);
  }, 180_000);
});
