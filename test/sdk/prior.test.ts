import { describe, expect, it } from 'vitest';
import { logRatio } from '../../src/core/math/log-ratio.ts';
import { createReranker } from '../../src/sdk/reranker.ts';
import type { RankOptions } from '../../src/sdk/types.ts';
import { ANALYST, inventItems, NOW } from '../fixtures/jobs.ts';
import { lexicalStudentFile } from '../fixtures/lexical-student.ts';

const items = inventItems(80);
const model = await lexicalStudentFile();
const make = () => createReranker({ model, storage: 'memory', now: () => NOW });
const rank = async (options: RankOptions, list: readonly object[] = items) => {
  const reranker = await make();
  return reranker.rank(list as typeof items, { profile: ANALYST, ...options });
};

describe('what the server knows', () => {
  it('adds one term to each score, and nothing where neither model nor host give it a weight', async () => {
    const base = await rank({});
    expect((await rank({ prior: 'order' })).items.map(({ id }) => id)).toEqual(
      base.items.map(({ id }) => id),
    );
    const { items: ranked } = await rank({ prior: { values: 'order', weight: 0.5 } });
    const scores = new Map(base.items.map(({ id, score }) => [id, score]));
    for (const { id, item, score, prior, personal } of ranked) {
      expect(prior).toBeCloseTo(-0.5 * logRatio(1 + items.indexOf(item as never)), 12);
      expect(score).toBeCloseTo(scores.get(id)! + personal + prior!, 12);
    }
    expect(ranked.map(({ score }) => score)).toEqual(
      ranked.map(({ score }) => score).sort((a, b) => b - a),
    );
  });

  it('takes numbers as a list, as a function, and some that are missing', async () => {
    const wanted = items[70]!;
    const boost = (item: object): number | null => (item === wanted ? 1000 : null);
    for (const values of [items.map(boost), boost]) {
      const { items: ranked } = await rank({ prior: { values, weight: 1 }, floor: false });
      expect(ranked[0]).toMatchObject({ id: 'item-70', prior: 1000 });
      expect(ranked[1]!.prior).toBe(0);
    }
  });

  it('counts places of what cannot be read', async () => {
    const list = [null, items[0]!, 'no item', items[1]!];
    const { items: ranked } = await rank({ prior: { values: 'order', weight: 1 } }, list as never);
    const priors = new Map(ranked.map(({ id, prior }) => [id, prior]));
    expect(priors.get('item-0')).toBe(-1);
    expect(priors.get('item-1')).toBe(-2);
    const { items: numbered } = await rank(
      { prior: { values: [9, 1, 9, 2], weight: 1 } },
      list as never,
    );
    expect(new Map(numbered.map(({ id, prior }) => [id, prior]))).toEqual(
      new Map([
        ['item-1', 2],
        ['item-0', 1],
      ]),
    );
  });

  it('stands below the policy floor', async () => {
    const { items: base } = await rank({});
    const poor = new Set(base.filter(({ policy }) => policy <= 1.5).map(({ item }) => item));
    const values = items.map((item) => (poor.has(item) ? 50 : 0));
    const { items: ranked } = await rank({ prior: { values, weight: 1 } });
    const known = new Set(base.slice(0, 10).map(({ id }) => id));
    expect(ranked.slice(0, 10).filter(({ id, policy }) => policy <= 1.5 && !known.has(id))).toEqual(
      [],
    );
  });

  it('is told as a reason, beside the average of the list', async () => {
    const { items: ranked } = await rank({ prior: { values: 'order', weight: 1 }, explain: true });
    const mean = (of: (item: (typeof ranked)[number]) => number): number =>
      ranked.reduce((sum, item) => sum + of(item), 0) / ranked.length;
    const [usual, score] = [mean(({ prior }) => prior!), mean((item) => item.score)];
    const first = ranked.find(({ item }) => item === items[0])!;
    const own = first.reasons!.find(({ facts }) => facts.kind === 'prior')!;
    expect(own.contribution).toBeCloseTo(first.prior! - usual, 9);
    expect(own.text).toBe('number 1 in the list as it came');
    for (const item of ranked) {
      const sum = item.reasons!.reduce((total, { contribution }) => total + contribution, 0);
      expect(sum).toBeCloseTo(item.score - score, 9);
    }
  });

  it('is refused where it is none', async () => {
    const wrong = ['best', 7, null, true, {}, { values: 'order' }, { values: [1], weight: '1' }];
    for (const prior of [...wrong, [1, 2, 3], { values: [], weight: 1 }]) {
      await expect(rank({ prior } as never)).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
        message: expect.stringContaining('`prior`') as string,
      });
    }
  });
});
