import { describe, expect, it } from 'vitest';
import { topK } from '../../../src/core/math/top-k.ts';
import { POLICY_FLOOR } from '../../../src/core/personalization/policy-floor.ts';
import { createEncoder } from '../../../src/core/student/encode.ts';
import { loadStudent } from '../../../src/core/student/load.ts';
import type { HistoryEvent, Item } from '../../../src/core/types.ts';
import { historySignals } from '../../../src/distill/evaluate/history-signals.ts';
import { createItemCodes } from '../../../src/distill/evaluate/item-codes.ts';
import { createModelScorers } from '../../../src/distill/evaluate/model-scorer.ts';
import { createReranker } from '../../../src/sdk/reranker.ts';
import { ANALYST, inventItems, NOW } from '../../fixtures/jobs.ts';
import { lexicalStudentFile } from '../../fixtures/lexical-student.ts';

const file = await lexicalStudentFile();
const student = loadStudent(file);
const list = inventItems(120);
const items = new Map(list.map((item) => [String(item.identifier), item]));
const hour = 3_600_000;
const HISTORY: HistoryEvent[] = [
  { itemId: 'item-3', type: 'impression', at: NOW - 30 * hour },
  { itemId: 'item-3', type: 'click', at: NOW - 29 * hour },
  { itemId: 'item-17', type: 'apply', at: NOW - 5 * hour, dwellMs: 40_000 },
  { itemId: 'item-40', type: 'dismiss', at: NOW - 2 * hour },
  { itemId: 'item-41', type: 'view', at: NOW - 1 * hour },
];
const make = (options: { weights?: readonly number[]; items?: typeof items } = {}) =>
  createModelScorers(student, { items, now: NOW, ...options });

/** The order that the SDK gives on a device with these signals, and its items. */
async function onDevice(history: readonly HistoryEvent[], alpha?: number) {
  let clock = NOW;
  const reranker = await createReranker({
    model: file,
    engine: 'scalar',
    storage: 'memory',
    now: () => clock,
  });
  for (const { itemId, type, at, dwellMs } of history) {
    clock = at!;
    const item = items.get(itemId)!;
    await reranker.record({ itemId, item, type, at: at!, ...(dwellMs ? { dwellMs } : {}) });
  }
  clock = NOW;
  return reranker.rank(list, { profile: ANALYST, ...(alpha === undefined ? {} : { alpha }) });
}

const order = (scores: Float64Array, from: readonly Item[] = list): unknown[] =>
  topK(scores, scores.length).map((i) => from[i]!.identifier);

describe('createModelScorers', () => {
  it('ranks as the SDK does on a device: scores, order and policy floor', async () => {
    for (const history of [[], HISTORY.slice(0, 2), HISTORY]) {
      const { items: ranked } = await onDevice(history);
      const scores = make().full.score(ANALYST, list, history, NOW);
      expect(order(scores)).toEqual(ranked.map(({ id }) => id));
    }
    const { items: ranked } = await onDevice([]);
    const base = make().base.score(ANALYST, list, HISTORY, NOW);
    for (const { id, score } of ranked) {
      expect(base[list.findIndex((item) => item.identifier === id)]).toBe(score);
    }
  });

  it('takes another alpha, and each head alone is an extreme of it', async () => {
    const { items: ranked } = await onDevice(HISTORY, 0.2);
    const scores = make({ weights: [0.2, 0.8] }).full.score(ANALYST, list, HISTORY, NOW);
    expect(order(scores)).toEqual(ranked.map(({ id }) => id));
    for (const [alpha, head] of [
      [1, 'policy'],
      [0, 'click'],
    ] as const) {
      const weights = [alpha, 1 - alpha];
      const alone = make().heads[head]!.score(ANALYST, list, HISTORY, NOW);
      expect(order(alone)).toEqual(order(make({ weights }).base.score(ANALYST, list, [], NOW)));
    }
  });

  it('without a history is the base, and the base knows no history', () => {
    const { full, base } = make();
    const cold = base.score(ANALYST, list, [], NOW);
    expect(full.score(ANALYST, list, [], NOW)).toEqual(cold);
    expect(base.score(ANALYST, list, HISTORY, NOW)).toEqual(cold);
    expect(full.score(ANALYST, list, HISTORY, NOW)).not.toEqual(cold);
  });

  it('gives new arrays, for any order of calls', () => {
    const { full, base } = make();
    const first = base.score(ANALYST, list, [], NOW);
    const kept = first.slice();
    first.fill(0);
    full.score({ id: 'other' }, list.slice(0, 7), HISTORY, NOW);
    expect(base.score(ANALYST, list, [], NOW)).toEqual(kept);
    const some = list.slice(20, 40).reverse();
    const part = base.score(ANALYST, some, [], NOW);
    expect(part).toEqual(kept.slice(20, 40).reverse());
  });

  it('takes the time of a slate, else of the last event, else the given one', () => {
    const past = NOW - 40 * 24 * hour;
    const { base } = createModelScorers(student, { items, now: past });
    const then = base.score(ANALYST, list, [], past);
    const now = base.score(ANALYST, list, [], NOW);
    expect(now).not.toEqual(then);
    expect(base.score(ANALYST, list, [])).toEqual(then);
    expect(base.score(ANALYST, list, HISTORY)).toEqual(now);
  });

  it('never lets a poor match that the base order kept out enter the top', () => {
    // Clicks on what the policy grades worst.
    const { heads, full, base } = make();
    const grades = heads.policy!.score(ANALYST, list, [], NOW);
    const worst = topK(grades, list.length).slice(-12);
    const history = worst.flatMap((i): HistoryEvent[] => {
      const itemId = String(list[i]!.identifier);
      return [
        { itemId, type: 'click', at: NOW - hour },
        { itemId, type: 'apply', at: NOW - hour / 2 },
      ];
    });
    const depth = POLICY_FLOOR.depth;
    const before = new Set(topK(base.score(ANALYST, list, [], NOW), depth));
    const poor = (i: number): boolean => grades[i]! <= POLICY_FLOOR.poorGrade;
    const top = topK(full.score(ANALYST, list, history, NOW), depth);
    expect(worst.some(poor)).toBe(true);
    expect(top.filter((i) => poor(i) && !before.has(i))).toEqual([]);
  });

  it('grades single pairs like whole lists', () => {
    const { heads, policyGrade, clickProbability } = make();
    const grades = heads.policy!.score(ANALYST, list, [], NOW);
    const clicks = heads.click!.score(ANALYST, list, [], NOW);
    for (const i of [0, 50, 119]) {
      expect(policyGrade(ANALYST, list[i]!, NOW)).toBe(grades[i]);
      expect(clickProbability(ANALYST, list[i]!, NOW)).toBe(clicks[i]);
    }
  });
});

describe('historySignals', () => {
  const codes = createItemCodes(student, createEncoder(student), NOW);

  it('keeps time and order, leaves out unknown items and double clicks', () => {
    const history: HistoryEvent[] = [
      { itemId: 'item-1', type: 'click' },
      { itemId: 'gone', type: 'click' },
      { itemId: 'item-2', type: 'view', at: NOW - hour, dwellMs: 5 },
      { itemId: 'item-1', type: 'click', at: NOW + 10 },
    ];
    const signals = historySignals(history, items, codes, NOW);
    expect(signals.map(({ itemId, at, dwellMs }) => [itemId, at, dwellMs])).toEqual([
      ['item-2', NOW - hour, 5],
      ['item-1', NOW + 10, undefined],
    ]);
    const [slot] = codes.slots([items.get('item-2')!]);
    expect(signals[0]!.code).toEqual(codes.code(slot!));
  });
});
