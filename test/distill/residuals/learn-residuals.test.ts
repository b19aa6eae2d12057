import { beforeAll, describe, expect, it } from 'vitest';
import { compileSchema } from '../../../src/core/features/compile-schema.ts';
import { createRandom } from '../../../src/core/math/random.ts';
import { DEFAULT_PRIOR } from '../../../src/core/format/prior.ts';
import { loadStudent } from '../../../src/core/student/load.ts';
import { writeStudent } from '../../../src/core/student/write.ts';
import type { Student } from '../../../src/core/student/student.ts';
import { createModelScorers } from '../../../src/distill/evaluate/model-scorer.ts';
import { quantizeNetwork } from '../../../src/distill/quantize/quantize-network.ts';
import { learnResiduals } from '../../../src/distill/residuals/learn-residuals.ts';
import { makeBatch } from '../../../src/distill/train/data/lists.ts';
import { createPairData, type PairData } from '../../../src/distill/train/data/pair-data.ts';
import type { Checkpoint } from '../../../src/distill/train/network/fit.ts';
import { createPairNetwork } from '../../../src/distill/train/network/pair-network.ts';
import { loadTensorflow } from '../../../src/distill/train/backend/tensorflow.ts';
import type { Tf } from '../../../src/distill/train/backend/tf.ts';

/** Items 0 … 9 look all alike; people of one trade choose the even ones, those of the other the odd ones. */
const TRADES = ['nurse', 'welder'];
const PROFILES = 60;
const choices = Array.from({ length: 4 * PROFILES }, (_, i) => {
  const profile = i % PROFILES;
  return { profile, item: 2 * (Math.floor(i / PROFILES) % 4) + (profile % 2), at: 0 };
});

let tf: Tf;
let data: PairData;
let student: Student;
beforeAll(async () => {
  tf = await loadTensorflow();
  const schema = compileSchema({
    name: 'trades',
    version: 2,
    fields: [{ name: 'title', kind: 'text', item: 'title', profile: 'title' }],
    measures: [],
  });
  const items = new Map(
    Array.from({ length: 10 }, (_, i) => [`j${i}`, { identifier: `j${i}`, title: 'helper' }]),
  );
  const profiles = new Map(
    Array.from({ length: PROFILES }, (_, i) => [`p${i}`, { id: `p${i}`, title: TRADES[i % 2]! }]),
  );
  data = createPairData(schema, items, profiles, 200, 0);
  const size = { tableRows: 200, width: 16, tower: 0, hidden: 4, format: 'int4' } as const;
  const network = createPairNetwork(tf, data, size, createRandom('weights'));
  const all = Int32Array.from({ length: 10 }, (_, j) => j);
  const calibration = [makeBatch(data, [{ profile: 0, items: all, at: 0 }])];
  student = loadStudent(
    writeStudent({
      schema,
      schemaHash: '',
      ...(await quantizeNetwork(network, data, 'int4', calibration)),
      weights: [0, 1],
      personalization: DEFAULT_PRIOR,
      canaries: [],
      metadata: {},
    }),
  );
});

const learn = (options: Partial<Parameters<typeof learnResiduals>[4]> = {}, log = choices) =>
  learnResiduals(tf, student, data, log, { steps: 40, seed: 'r', now: 0, ...options });

describe('learnResiduals', () => {
  it('tells apart, for whom they suit, items that content cannot', async () => {
    const residuals = await learn();
    const scorer = createModelScorers(student, { items: new Map(), now: 0, residuals }).base;
    for (const [p, profile] of data.profileObjects.slice(0, 2).entries()) {
      const scores = scorer.score(profile, data.itemObjects, [], 0);
      const chosen = [0, 2, 4, 6].map((j) => scores[j + p]!);
      const others = [0, 2, 4, 6].map((j) => scores[j + 1 - p]!);
      expect(Math.min(...chosen)).toBeGreaterThan(Math.max(...others));
    }
  });

  it('leaves items that nobody chose to their content, and is the same each time', async () => {
    const residuals = await learn();
    expect([...residuals.keys()]).toEqual(['j0', 'j1', 'j2', 'j3', 'j4', 'j5', 'j6', 'j7']);
    expect(await learn()).toEqual(residuals);
  });

  it('lets an item learn from those who choose what its choosers choose', async () => {
    // One nurse and one welder chose 8; both also chose 0, as every nurse did and no other welder.
    const log = Array.from({ length: PROFILES }, (_, profile) => ({
      profile,
      item: profile === 1 ? 0 : profile % 2,
      at: 0,
    })).concat([0, 1].map((profile) => ({ profile, item: 8, at: 0 })));
    const residuals = await learn({}, log);
    const scorer = createModelScorers(student, { items: new Map(), now: 0, residuals }).base;
    const [nurse, welder] = data.profileObjects
      .slice(0, 2)
      .map((profile) => scorer.score(profile, data.itemObjects.slice(8), [], 0));
    // 9 stands for what content alone says.
    expect(nurse![0]! - nurse![1]!).toBeGreaterThan(welder![0]! - welder![1]! + 0.5);
  });

  it('tells them apart by a part of the items at a time, too', async () => {
    const residuals = await learn({ itemsPerStep: 5 });
    const scorer = createModelScorers(student, { items: new Map(), now: 0, residuals }).base;
    const [even, odd] = scorer.score(data.profileObjects[0]!, data.itemObjects.slice(0, 2), [], 0);
    expect(even).toBeGreaterThan(odd!);
  });

  it('stops when asked, and goes on from there', async () => {
    const checkpoint: Checkpoint = {
      saved: undefined,
      save: async (step, state) => void (checkpoint.saved = { step, state }),
    };
    const signal = AbortSignal.abort();
    await expect(learn({ signal, checkpoint })).rejects.toMatchObject({ code: 'INTERRUPTED' });
    expect(checkpoint.saved!.step).toBe(1);
    expect(await learn({ checkpoint })).toEqual(await learn());
  });
});
