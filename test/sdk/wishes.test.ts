import { describe, expect, it } from 'vitest';
import { createReranker } from '../../src/sdk/reranker.ts';
import type { RankOptions, Reranker } from '../../src/sdk/types.ts';
import { ANALYST, inventItems, NOW } from '../fixtures/jobs.ts';
import { lexicalStudentFile } from '../fixtures/lexical-student.ts';

const items = inventItems(80);
const model = await lexicalStudentFile();
const make = () => createReranker({ model, storage: 'memory', now: () => NOW });
const rank = async (reranker: Reranker, options: RankOptions = {}, list = items) =>
  (await reranker.rank(list, { profile: ANALYST, ...options })).items;
const idsOf = (list: readonly { id: string }[]) => list.map(({ id }) => id);

describe('pinned', () => {
  it('keep the rank that they had on the screen, whatever is opened', async () => {
    const reranker = await make();
    const before = await rank(reranker);
    const shown = idsOf(before.slice(0, 6));
    for (const { id } of before.slice(40, 46)) await reranker.record({ type: 'apply', itemId: id });
    const after = await rank(reranker, { pinned: shown });
    expect(idsOf(after.slice(0, 6))).toEqual(shown);
    expect(idsOf(after)).not.toEqual(idsOf(before));
    const free = await rank(reranker);
    expect(idsOf(free.slice(0, 6))).not.toEqual(shown);
    expect(idsOf(free).filter((id) => !shown.includes(id))).toEqual(
      idsOf(after).filter((id) => !shown.includes(id)),
    );
  });

  it('stand where they came where nothing was ranked yet, or at the rank that is said', async () => {
    const first = await rank(await make(), { pinned: ['item-3', 'unknown'] });
    expect(first[3]!.id).toBe('item-3');
    const second = await rank(await make(), { pinned: { 'item-70': 1, 'item-71': 500 } });
    expect(second[0]!.id).toBe('item-70');
    expect(second.at(-1)!.id).toBe('item-71');
  });

  it('lose it when they are dismissed', async () => {
    const reranker = await make();
    const [first] = await rank(reranker);
    await reranker.record({ type: 'dismiss', itemId: first!.id });
    const after = await rank(reranker, { pinned: [first!.id] });
    expect(after.at(-1)!.id).toBe(first!.id);
  });
});

describe('what the person did', () => {
  it('leaves items out by type', async () => {
    const reranker = await make();
    await rank(reranker);
    await reranker.record({ type: 'apply', itemId: 'item-1' });
    await reranker.record({ type: 'dismiss', itemId: 'item-2' });
    await reranker.record({ type: 'click', itemId: 'item-3' });
    const after = await rank(reranker, { exclude: ['apply', 'dismiss'] });
    expect(after).toHaveLength(items.length - 2);
    expect(idsOf(after)).not.toContain('item-1');
    expect(idsOf(after)).not.toContain('item-2');
    expect(after.map((entry) => entry.rank)).toEqual(after.map((_, i) => i + 1));
    expect(await rank(reranker, { exclude: ['click'], limit: 1000 })).toHaveLength(79);
  });

  it('is told of items', async () => {
    const reranker = await make();
    expect((await rank(reranker)).some((item) => 'seen' in item)).toBe(false);
    await reranker.record({ type: 'impression', itemId: 'item-1', at: NOW - 500 });
    await reranker.record({ type: 'click', itemId: 'item-1', at: NOW - 400 });
    await reranker.record({ type: 'save', itemId: 'item-1', at: NOW - 300 });
    const after = await rank(reranker);
    expect(after.filter((item) => item.seen)).toHaveLength(1);
    expect(after.find(({ id }) => id === 'item-1')!.seen).toEqual({
      types: ['save', 'click'],
      at: NOW - 300,
      impressions: 1,
    });
  });

  it('tires of what was shown and never opened, where that is wished', async () => {
    const reranker = await make();
    const before = await rank(reranker);
    const [first, second] = before;
    for (let i = 0; i < 7; i++) {
      for (const itemId of [first!.id, second!.id]) {
        await reranker.record({ type: 'impression', itemId });
      }
    }
    await reranker.record({ type: 'click', itemId: second!.id });
    expect((await rank(reranker)).find(({ id }) => id === first!.id)).not.toHaveProperty('fatigue');
    const after = await rank(reranker, { fatigue: 2, floor: false, explain: true });
    const tired = after.find(({ id }) => id === first!.id)!;
    expect(tired.fatigue).toBe(-6);
    expect(tired.rank).toBeGreaterThan(first!.rank);
    expect(tired.reasons!.map(({ text }) => text)).toContain('shown 7 times and never opened');
    expect(after.find(({ id }) => id === second!.id)!.fatigue).toBe(0);
  });
});

describe('the list itself', () => {
  it('spreads out the same ad for many towns', async () => {
    const reranker = await make();
    const [best] = await rank(reranker);
    const towns = ['Cork', 'Galway', 'Limerick', 'Sligo', 'Athlone'];
    const copies = towns.map((town) => ({
      ...best!.item,
      identifier: `in ${town}`,
      jobLocation: { address: { addressLocality: town, addressCountry: 'IE' } },
    }));
    const list = [...items, ...copies];
    const isCopy = ({ id }: { id: string }): boolean => id.startsWith('in ') || id === best!.id;
    const inARow = (ranked: readonly { id: string }[]): boolean =>
      ranked.some((item, i) => i > 0 && isCopy(item) && isCopy(ranked[i - 1]!));
    expect(inARow(await rank(reranker, {}, list))).toBe(true);
    const after = await rank(reranker, { spread: true }, list);
    expect(inARow(after)).toBe(false);
    expect(after[0]!.id).toBe((await rank(reranker, {}, list))[0]!.id);
  });

  it('tries one item, the same for the same seed', async () => {
    const reranker = await make();
    const base = await rank(reranker);
    const picks = new Set<string>();
    for (const seed of ['a', 'b', 'c', 'd', 'e']) {
      const after = await rank(reranker, { explore: { seed, rank: 5 } });
      const tried = after.filter(({ explored }) => explored);
      expect(tried).toHaveLength(1);
      expect(tried[0]!.rank).toBe(5);
      expect(tried[0]!.policy).toBeGreaterThan(1.5);
      picks.add(tried[0]!.id);
      expect(idsOf(after).filter((id) => id !== tried[0]!.id)).toEqual(
        idsOf(base).filter((id) => id !== tried[0]!.id),
      );
      expect(idsOf(await rank(reranker, { explore: { seed, rank: 5 } }))).toEqual(idsOf(after));
    }
    expect(picks.size).toBeGreaterThan(1);
  });

  it('refuses wishes that are none', async () => {
    const reranker = await make();
    const wrong: Record<string, unknown[]> = {
      pinned: ['a', [1], { a: 0 }, 7],
      exclude: ['apply', [1], ['applied']],
      fatigue: ['x', -1, Number.NaN, null],
      explore: [true, {}, { seed: 1, rank: 0 }, { seed: 1, spread: -1 }],
      spread: [-1, 1.5, 'x'],
      interleave: [true, { against: 'x', seed: 1 }, { against: 'base' }],
    };
    for (const [name, values] of Object.entries(wrong)) {
      for (const value of values) {
        await expect(rank(reranker, { [name]: value })).rejects.toMatchObject({
          code: 'INVALID_ARGUMENT',
          message: expect.stringContaining(`\`${name}\``) as string,
        });
      }
    }
  });
});
