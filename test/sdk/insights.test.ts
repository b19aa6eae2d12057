import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/core/math/random.ts';
import { ndcgAtK } from '../../src/distill/evaluate/metrics/ndcg-at-k.ts';
import { createReranker } from '../../src/sdk/reranker.ts';
import type { RankedItem } from '../../src/sdk/types.ts';
import { ANALYST, inventItems, NOW } from '../fixtures/jobs.ts';
import { lexicalStudentFile } from '../fixtures/lexical-student.ts';

const model = await lexicalStudentFile();
const make = () => createReranker({ model, storage: 'memory', now: () => NOW });
const ndcg = (ids: readonly string[], clicked: string): number =>
  ndcgAtK(
    ids.map((_, rank) => -rank),
    ids.map((id) => Number(id === clicked)),
    10,
  );

describe('whether ranking helps here', () => {
  it('counts what replayed sessions give by the measures of the build step', async () => {
    const reranker = await make();
    const random = createRandom('sessions');
    const gains = { given: 0, base: 0, shown: 0 };
    const differences: number[] = [];
    const sessions = 30;
    for (let session = 0; session < sessions; session++) {
      const items = inventItems(40, session).map((item, i) => ({
        ...item,
        identifier: `${session}-${i}`,
      }));
      const { items: ranked } = await reranker.rank(items, { profile: ANALYST });
      const clicked = ranked[Math.floor(15 * random.next() ** 2)]!.id;
      const orders = {
        given: items.map(({ identifier }) => identifier),
        base: [...ranked].sort((a, b) => a.baseRank - b.baseRank).map(({ id }) => id),
        shown: ranked.map(({ id }) => id),
      };
      for (const name of ['given', 'base', 'shown'] as const)
        gains[name] += ndcg(orders[name], clicked);
      differences.push(ndcg(orders.shown, clicked) - ndcg(orders.given, clicked));
      await reranker.record({ type: 'click', itemId: clicked, at: NOW - 1e6 + 2000 * session });
      // What follows a click on the same item is no other find.
      await reranker.record({ type: 'apply', itemId: clicked, at: NOW - 1e6 + 2000 * session + 9 });
    }
    const told = await reranker.insights();
    expect(told.clicks).toBe(sessions);
    for (const name of ['given', 'base', 'shown'] as const) {
      expect(told.gains[name]).toBeCloseTo(gains[name] / sessions, 12);
    }
    const mean = differences.reduce((sum, one) => sum + one, 0) / sessions;
    const variance = differences.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (sessions - 1);
    expect(told.shownLessGiven.mean).toBeCloseTo(mean, 12);
    expect(told.shownLessGiven.high - mean).toBeCloseTo(1.96 * Math.sqrt(variance / sessions), 9);
    expect(told.shownLessGiven.low).toBeGreaterThan(0);
    expect((await reranker.export()).counts).toMatchObject({ clicks: sessions });
    await reranker.forget();
    expect(await reranker.insights()).toMatchObject({ clicks: 0 });
  });

  it('credits the picks of interleaved orders', async () => {
    const reranker = await make();
    const random = createRandom('teams');
    let own = 0;
    let other = 0;
    for (let session = 0; session < 20; session++) {
      const items = inventItems(30, session).map((item, i) => ({
        ...item,
        identifier: `${session}-${i}`,
      }));
      const { items: ranked } = await reranker.rank(items, {
        profile: ANALYST,
        interleave: { against: 'given', seed: session },
      });
      const teams = ranked.slice(0, 10).map(({ team }) => team);
      expect(teams.filter((team) => team === 'own')).toHaveLength(5);
      // Somebody who likes what the model likes.
      const best = (list: readonly RankedItem[]) =>
        list.reduce((a, b) => (a.baseRank < b.baseRank ? a : b));
      const clicked = random.next() < 0.8 ? best(ranked.slice(0, 6)) : ranked[3]!;
      if (clicked.team === 'own') own++;
      else other++;
      await reranker.record({ type: 'click', itemId: clicked.id, at: NOW - 1e6 + 2000 * session });
    }
    const { ownShare, clicks } = await reranker.insights();
    expect(clicks).toBe(0);
    expect(ownShare.given).toMatchObject({ clicks: 20, mean: own / (own + other) });
    expect(ownShare.given.low).toBeLessThan(ownShare.given.mean);
    expect(own).toBeGreaterThan(other);
    expect(ownShare.base.clicks).toBe(0);
  });
});

describe('export and import', () => {
  const items = inventItems(60);

  it('carry everything to another device, through JSON', async () => {
    const one = await make();
    const two = await make();
    const { items: before } = await one.rank(items, { profile: ANALYST });
    await one.record({ type: 'impression', itemId: before[9]!.id });
    for (const { id } of before.slice(20, 23)) await one.record({ type: 'apply', itemId: id });
    await one.record({ type: 'dismiss', itemId: before[0]!.id });
    const data: unknown = JSON.parse(JSON.stringify(await one.export()));
    expect(await two.import(data)).toBe(4);
    const wanted = await one.rank(items, { profile: ANALYST });
    const found = await two.rank(items, { profile: ANALYST });
    const told = (ranking: typeof wanted) =>
      ranking.items.map(({ id, score, seen, dismissed }) => [id, score, seen, dismissed]);
    expect(told(found)).toEqual(told(wanted));
    const { knownItems: _known, ...own } = await one.export();
    const { knownItems: _others, ...copied } = await two.export();
    const bare = ({ signals, ...rest }: typeof own) => ({
      ...rest,
      signals: signals.map(({ id: _id, ...signal }) => signal),
    });
    expect(bare(copied)).toEqual(bare(own));
    // Twice is once.
    expect(await two.import(data)).toBe(0);
    expect((await two.export()).impressions).toEqual((await one.export()).impressions);
    expect(await two.undo()).toMatchObject({ type: 'dismiss' });
  });

  it('take signals of other models, or of none, once their items are ranked', async () => {
    const one = await make();
    const { items: before } = await one.rank(items, { profile: ANALYST });
    for (const { id } of before.slice(20, 23)) await one.record({ type: 'apply', itemId: id });
    const { signals } = await one.export();
    const plain = signals.map(({ code: _code, id: _id, ...signal }) => signal);
    const two = await make();
    expect(await two.import({ version: 1, signals: plain })).toBe(3);
    const ids = (await one.rank(items, { profile: ANALYST })).items.map(({ id }) => id);
    await two.rank(items, { profile: ANALYST });
    expect((await two.rank(items, { profile: ANALYST })).items.map(({ id }) => id)).toEqual(ids);
  });

  it('take nothing of what is wrong', async () => {
    const reranker = await make();
    const signal = { itemId: 'a', type: 'click', at: 1 };
    const data = await reranker.export();
    const wrong: unknown[] = [
      undefined,
      null,
      'x',
      [],
      {},
      { version: 3, signals: [] },
      { version: 2 },
      { version: 2, signals: [signal, { ...signal, at: 'x' }] },
      { version: 2, signals: [{ ...signal, itemId: '' }] },
      { version: 2, signals: [{ itemId: 'a', type: 'click' }] },
      { version: 2, signals: [null] },
      { version: 2, signals: Array.from({ length: 10_001 }, () => signal) },
      { ...data, impressions: { a: [1] } },
      { ...data, counts: { ...data.counts, clicks: -1 } },
      { ...data, counts: { ...data.counts, gains: [1, 2] } },
    ];
    for (const value of wrong) {
      await expect(reranker.import(value)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    }
    expect((await reranker.export()).signals).toEqual([]);
    expect(await reranker.import({ ...data, signals: [{ ...signal, type: 'unknown' }] })).toBe(0);
  });
});
