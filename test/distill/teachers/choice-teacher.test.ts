import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/math/random.ts';
import type { LogEvent } from '../../../src/core/types.ts';
import {
  joinMembers,
  trainChoiceMember,
  type ChoiceMember,
} from '../../../src/distill/teachers/choice-teacher.ts';
import type { Teacher } from '../../../src/distill/teachers/teacher.ts';
import type { Checkpoint, FitOptions } from '../../../src/distill/train/network/fit.ts';
import { readInteractions } from '../../../src/distill/train/data/interactions.ts';
import type { PairData } from '../../../src/distill/train/data/pair-data.ts';
import { teacherLogits } from '../../../src/distill/teachers/soft-lists.ts';
import { loadTensorflow } from '../../../src/distill/train/backend/tensorflow.ts';
import type { Tf } from '../../../src/distill/train/backend/tf.ts';
import { toyData, TOY_NOW } from '../train/toy-data.ts';
import { spearman } from './spearman.ts';

let tf: Tf;
beforeAll(async () => {
  tf = await loadTensorflow();
});

function train(
  events: readonly LogEvent[],
  data: PairData,
  steps: number,
  start?: Teacher,
  seed = 'weights',
  options: Pick<FitOptions, 'checkpoint' | 'signal'> = {},
): Promise<ChoiceMember> {
  return trainChoiceMember(tf, data, readInteractions(data, events, 0).choices, {
    size: { tableRows: 4000, width: 16, tower: 0, hidden: 8, format: 'float' },
    random: createRandom(seed),
    seed,
    choicesPerBatch: 256,
    lists: 32,
    steps,
    rates: { dense: 0.003, table: 0.1 },
    start,
    ...options,
  });
}

/** Every profile of the toy chose one of the first `items`, by turns. */
function oneChoiceEach(toy: ReturnType<typeof toyData>, items: number): LogEvent[] {
  return toy.profileIds.map((profileId, i) => ({
    profileId,
    itemId: toy.itemIds[i % items]!,
    type: 'apply',
  }));
}

describe('a click teacher of choices', () => {
  it('learns who chooses what, and claims no probabilities', async () => {
    const toy = toyData(60, 40, 200);
    const titleOf = (object: unknown): string =>
      String((object as { title?: string }).title ?? '').split(' ')[0]!;
    const isLike = (profile: number, item: number): boolean =>
      titleOf(toy.profileObjects[profile]) !== '' &&
      titleOf(toy.profileObjects[profile]) === titleOf(toy.itemObjects[item]);
    const pairs = toy.profileIds.flatMap((profileId, p) =>
      toy.itemIds.flatMap((itemId, j) => (isLike(p, j) ? [{ profileId, itemId, p, j }] : [])),
    );
    const events = pairs.map(({ profileId, itemId }): LogEvent => ({
      profileId,
      itemId,
      type: 'apply',
    }));
    const teacher = joinMembers([await train(events, toy, 80)]);
    expect(teacher).toMatchObject({ calibrated: false });
    const everyone = [...new Set(pairs.map(({ p }) => p))];
    const logits = await teacherLogits(
      toy,
      teacher,
      everyone.map((profile) => ({
        profile,
        items: Int32Array.from({ length: 60 }, (_, j) => j),
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
    const events = oneChoiceEach(toy, 60);
    const lists = [
      { profile: 3, items: Int32Array.from({ length: 60 }, (_, j) => j), at: TOY_NOW },
    ];
    const start = joinMembers([await train(events, toy, 20)]);
    const [learned] = await teacherLogits(toy, start, lists);
    const logitsOf = async (member: ChoiceMember) =>
      (await teacherLogits(toy, joinMembers([member]), lists))[0]!;
    expect(spearman(await logitsOf(await train(events, toy, 0, start)), learned!)).toBeCloseTo(1);
    expect(spearman(await logitsOf(await train(events, toy, 0)), learned!)).toBeLessThan(0.99);
  });

  it('is the mean of its networks', async () => {
    const toy = toyData(60, 40, 200);
    const events = oneChoiceEach(toy, 20);
    const members = [
      await train(events, toy, 5, undefined, 'a'),
      await train(events, toy, 5, undefined, 'b'),
    ];
    const lists = [
      { profile: 3, items: Int32Array.from({ length: 60 }, (_, j) => j), at: TOY_NOW },
    ];
    const [both] = await teacherLogits(toy, joinMembers(members), lists);
    const each = await Promise.all(
      members.map((member) => teacherLogits(toy, joinMembers([member]), lists)),
    );
    expect([...both!]).toEqual(
      [...both!].map((_, k) => expect.closeTo((each[0]![0]![k]! + each[1]![0]![k]!) / 2, 5)),
    );
    expect(each[0]![0]).not.toEqual(each[1]![0]);
  });

  it('keeps of single items what those that nobody chose twice do not have, and resumes with it', async () => {
    const toy = toyData(60, 40, 200);
    const events = oneChoiceEach(toy, 20);
    const { vectors, network } = await train(events, toy, 6);
    expect(Math.hypot(...vectors.of(0))).toBeGreaterThan(0.01);
    expect(vectors.has(25)).toBe(false);
    expect(Math.hypot(...vectors.of(25))).toBe(0);

    const kept: Checkpoint = {
      saved: undefined,
      save: async (step, state) => void (kept.saved = { step, state }),
    };
    const signal = AbortSignal.abort();
    await expect(
      train(events, toy, 6, undefined, 'weights', { checkpoint: kept, signal }),
    ).rejects.toMatchObject({ code: 'INTERRUPTED' });
    expect(kept.saved!.step).toBe(1);
    const resumed = await train(events, toy, 6, undefined, 'weights', { checkpoint: kept });
    expect(resumed.vectors.save()).toEqual(vectors.save());
    expect(resumed.network.save()).toEqual(network.save());
  });
});
