import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { POLICY_FLOOR } from '../../src/core/personalization/policy-floor.ts';
import { createReranker } from '../../src/sdk/reranker.ts';
import type { RankedItem, RankOptions, Reranker } from '../../src/sdk/types.ts';
import { ANALYST, inventItems, NOW } from '../fixtures/jobs.ts';
import { lexicalStudentFile } from '../fixtures/lexical-student.ts';

const { depth, poorGrade, slack } = POLICY_FLOOR;
const items = inventItems(120);
const make = async (personal = 1) =>
  createReranker({
    model: await lexicalStudentFile(1, personal),
    storage: 'memory',
    now: () => NOW,
  });
const ranked = async (reranker: Reranker, options: RankOptions = {}, list = items) =>
  (await reranker.rank(list, { profile: ANALYST, ...options })).items;
const idsOf = (list: readonly RankedItem[]) => list.map(({ id }) => id);
const meanGrade = (list: readonly RankedItem[]): number =>
  list.slice(0, depth).reduce((sum, { policy }) => sum + policy, 0) / depth;

describe('the policy floor, whatever signals say', () => {
  it('holds for any stream of them', async () => {
    const reranker = await make(20);
    const base = await ranked(reranker);
    const known = new Set(idsOf(base.slice(0, depth)));
    const type = fc.constantFrom('view', 'click', 'save', 'apply', 'dismiss');
    const signal = fc.record({ type, at: fc.nat(items.length - 1) });
    await fc.assert(
      fc.asyncProperty(fc.array(signal, { maxLength: 12 }), async (stream) => {
        while (await reranker.undo());
        for (const [i, { type: what, at }] of stream.entries()) {
          const time = NOW - 3_600_000 + 2000 * i;
          await reranker.record({ type: what, itemId: base[at]!.id, at: time });
        }
        const after = await ranked(reranker);
        const top = after.slice(0, depth);
        const dismissed = new Set(
          stream.flatMap(({ type: what, at }) => (what === 'dismiss' ? [base[at]!.id] : [])),
        );
        expect(top.filter(({ id }) => dismissed.has(id))).toEqual([]);
        expect(
          after
            .filter((item) => item.dismissed)
            .map(({ id }) => id)
            .sort(),
        ).toEqual([...dismissed].sort());
        expect(top.filter(({ id, policy }) => policy <= poorGrade && !known.has(id))).toEqual([]);
        const first = base.filter(
          ({ id, rank, policy }) => !dismissed.has(id) && (rank <= depth || policy > poorGrade),
        );
        expect(meanGrade(after)).toBeGreaterThanOrEqual(meanGrade(first) - slack - 1e-6);
      }),
      { numRuns: 60 },
    );
  });

  it('is what the model says unless the host wishes another or none', async () => {
    const reranker = await make(20);
    const base = await ranked(reranker);
    for (const { id } of base.slice(-6)) await reranker.record({ type: 'apply', itemId: id });
    const strict = await ranked(reranker, { floor: { slack: 0 } });
    const usual = await ranked(reranker);
    const free = await ranked(reranker, { floor: false });
    expect(meanGrade(strict)).toBeGreaterThanOrEqual(meanGrade(base));
    expect(meanGrade(usual)).toBeLessThanOrEqual(meanGrade(strict));
    expect(meanGrade(free)).toBeLessThan(meanGrade(usual));
    expect(free.some(({ held }) => held)).toBe(false);
    expect(free.slice(0, depth).some(({ policy }) => policy <= poorGrade)).toBe(true);
  });

  it('refuses what is no floor', async () => {
    const reranker = await make();
    for (const floor of [true, null, {}, { slack: -1 }, { slack: 2 }, { slack: '1' }, 0.5, []]) {
      await expect(ranked(reranker, { floor } as never)).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
        message: expect.stringContaining('`floor`') as string,
      });
    }
  });
});

describe('what was dismissed', () => {
  it('leaves the first ten at once, stays out whatever is opened, and comes back when undone', async () => {
    const reranker = await make();
    const base = await ranked(reranker);
    const [first] = base;
    const id = await reranker.record({ type: 'dismiss', itemId: first!.id });
    for (const { id: itemId } of base.slice(1, 6)) {
      await reranker.record({ type: 'apply', itemId });
      await reranker.record({ type: 'click', itemId: first!.id, at: NOW + 5000 });
      const after = await ranked(reranker);
      const at = after.find((item) => item.id === first!.id)!;
      expect(at).toMatchObject({ dismissed: true, rank: items.length });
    }
    expect(idsOf(await ranked(reranker, { floor: false })).indexOf(first!.id)).toBe(
      items.length - 1,
    );
    await reranker.undo(id);
    const back = (await ranked(reranker)).find((item) => item.id === first!.id)!;
    expect(back).not.toHaveProperty('dismissed');
    expect(back.rank).toBeLessThanOrEqual(depth);
  });

  it('stands last where there are fewer than ten others', async () => {
    const reranker = await make();
    const few = items.slice(0, 6);
    const base = await ranked(reranker, {}, few);
    for (const { id } of base.slice(0, 2)) await reranker.record({ type: 'dismiss', itemId: id });
    const after = idsOf(await ranked(reranker, {}, few));
    expect(new Set(after.slice(-2))).toEqual(new Set(idsOf(base.slice(0, 2))));
  });

  it('takes copies of the item with it', async () => {
    const reranker = await make();
    const list = [...items, { ...items[0]! }];
    const base = await ranked(reranker, {}, list);
    await reranker.record({ type: 'dismiss', itemId: 'item-0' });
    const after = await ranked(reranker, {}, list);
    expect(base).toHaveLength(after.length);
    expect(new Set(idsOf(after.slice(-2)))).toEqual(new Set(['item-0', 'item-0#2']));
  });

  it('is not brought back by any number of opens', async () => {
    const reranker = await make();
    await ranked(reranker);
    await reranker.record({ type: 'dismiss', itemId: 'item-3', at: NOW - 1e9 });
    for (let i = 0; i < 220; i++) {
      await reranker.record({
        type: 'click',
        itemId: `item-${4 + (i % 50)}`,
        at: NOW - 1e8 + 2000 * i,
      });
    }
    const { signals } = await reranker.export();
    expect(signals).toHaveLength(201);
    expect(signals[0]).toMatchObject({ type: 'dismiss', itemId: 'item-3' });
    const after = await ranked(reranker);
    expect(after.at(-1)).toMatchObject({ id: 'item-3', dismissed: true });
  });
});
