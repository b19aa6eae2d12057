import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/core/math/random.ts';
import { loadStudent } from '../../../../src/core/student/load.ts';
import type { LogEvent } from '../../../../src/core/types.ts';
import { prepareMaterial } from '../../../../src/distill/recipe/material.ts';
import { PRESETS } from '../../../../src/distill/recipe/presets.ts';
import { learnGiven } from '../../../../src/distill/train/choices/learn-given.ts';
import { createStudentLists } from '../../../../src/distill/train/data/student-lists.ts';
import { createMarket } from '../../../../src/domains/jobs/market/create-market.ts';
import { marketTables } from '../../../fixtures/market-tables.ts';

const student = loadStudent(new Uint8Array(await readFile('models/jobs-en.safetensors')));
const market = createMarket({ seed: 2, profiles: 100, items: 200, sessions: 200, slateSize: 20 });
const tables = marketTables(market);
const { schema } = student;
const material = prepareMaterial(tables, schema.source, PRESETS.quick, { seed: 1 }, {});
const { data, heldOut, now } = material;
const lists = createStudentLists(student, data, now);
const SHOWN = 10;
const BY_CHANCE = 0.3;

/**
 * Slates whose items have a worth that only the product knows. It ranks by the worth, more or less, or by chance;
 * people look at rank r by 1/r and click by the worth as far as `isTold` lets it count.
 */
function drawLog(isTold: boolean, extra: (worth: number) => Partial<LogEvent>): LogEvent[] {
  const random = createRandom(`log/${isTold}`);
  return Array.from({ length: 1500 }, (_, n) => {
    const profileId = data.profileIds[random.integer(data.profileIds.length)]!;
    const picked = random.shuffle([...Array(data.rankable).keys()]).slice(0, SHOWN);
    const worth = new Map(picked.map((item) => [item, random.normal()]));
    const isShuffled = random.next() < BY_CHANCE;
    if (!isShuffled) picked.sort((a, b) => worth.get(b)! - worth.get(a)!);
    const profile = data.profileIndex.get(profileId)!;
    const base = lists.blend({ profile, items: Int32Array.from(picked), at: now });
    const mean = base.reduce((sum, value) => sum + value, 0) / SHOWN;
    return picked.flatMap((item, rank): LogEvent[] => {
      const shown = {
        profileId,
        itemId: data.itemIds[item]!,
        at: now,
        position: rank + 1,
        slateId: `s${n}`,
        propensity: BY_CHANCE / SHOWN + (isShuffled ? 0 : 1 - BY_CHANCE),
        ...extra(worth.get(item)!),
      };
      const appeal = base[rank]! - mean + (isTold ? 1.5 * worth.get(item)! : 0);
      const isClicked = random.next() < 1 / (rank + 1) / (1 + Math.exp(1 - appeal));
      const impression = { ...shown, type: 'impression' };
      return isClicked ? [impression, { ...shown, type: 'click' }] : [impression];
    });
  }).flat();
}

const learn = (events: readonly LogEvent[]) =>
  learnGiven(data, lists, events, now, new Set(heldOut), createRandom(1), tables.eventTypes);

describe('learnGiven', () => {
  it('finds what an order tells, and no more where it tells nothing but where people look', () => {
    const told = learn(drawLog(true, () => ({})));
    const idle = learn(drawLog(false, () => ({})));
    expect(told.choices).toBeGreaterThan(200);
    expect(told.given.order).toBeGreaterThan(idle.given.order! + 0.2);
    expect(idle.given.order).toBeLessThan(0.5);
  });

  it('takes examination as usual where the log has no propensities', () => {
    const without = (isTold: boolean) =>
      drawLog(isTold, () => ({})).map(({ propensity: _propensity, ...event }) => event);
    const [told, idle] = [true, false].map((isTold) => learn(without(isTold)).given.order!);
    expect(told).toBeGreaterThan(idle! + 0.2);
    // Where nothing stands by chance less can be told apart.
    expect(idle).toBeLessThan(0.6);
  });

  it('finds what the numbers tell, in any unit', () => {
    const { given } = learn(drawLog(true, (worth) => ({ score: 700 + 30 * worth })));
    expect(given.values).toBeGreaterThan(0.5);
    const noise = createRandom('noise');
    const idle = learn(drawLog(true, () => ({ score: noise.next() })));
    expect(idle.given.values).toBeLessThan(0.15);
  });

  it('learns nothing from a log without slates, or too little of it', () => {
    const events = drawLog(true, () => ({}));
    expect(learn(events.map(({ slateId: _slateId, ...event }) => event))).toEqual({
      given: {},
      choices: 0,
    });
    expect(learn(events.slice(0, 200)).given).toEqual({});
  });
});
