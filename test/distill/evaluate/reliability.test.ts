import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/math/random.ts';
import { compareScorers } from '../../../src/distill/evaluate/compare-scorers.ts';
import { measureReliability } from '../../../src/distill/evaluate/reliability.ts';
import { rememberLast, type Scorer } from '../../../src/distill/evaluate/scorer.ts';
import type { Slate } from '../../../src/core/types.ts';

describe('measureReliability', () => {
  const random = createRandom('reliability');
  const rows = Array.from({ length: 5000 }, (_, i) => {
    const probability = random.next() * 0.6;
    return { probability, happened: random.next() < probability, cluster: `p${i % 200}` };
  });

  it('finds true probabilities reliable, and doubled ones not', () => {
    const honest = measureReliability(rows)!;
    expect(honest.ece).toBeLessThan(0.02);
    expect(honest.bins).toHaveLength(10);
    for (const { predicted, observed } of honest.bins) {
      expect(Math.abs(observed.mean - predicted)).toBeLessThan(0.06);
      expect(observed.low).toBeLessThanOrEqual(observed.mean);
    }
    const doubled = rows.map((row) => ({ ...row, probability: Math.min(1, 2 * row.probability) }));
    const exaggerated = measureReliability(doubled)!;
    expect(exaggerated.ece).toBeGreaterThan(0.2);
    expect(exaggerated.auroc.mean).toBeLessThanOrEqual(honest.auroc.mean + 1e-9);
    expect(honest.predictions).toBe(5000);
    expect(honest.happened).toBe(rows.filter((row) => row.happened).length);
  });

  it('says nothing where all or none happened', () => {
    expect(measureReliability([])).toBeUndefined();
    expect(
      measureReliability([{ probability: 0.5, happened: true, cluster: 'a' }]),
    ).toBeUndefined();
  });
});

describe('compareScorers', () => {
  const ids = Array.from({ length: 30 }, (_, i) => `j${i}`);
  const tables = {
    items: new Map(ids.map((id) => [id, { identifier: id }])),
    profiles: new Map([['p', { id: 'p' }]]),
  };
  const slate: Slate = { id: 's', profileId: 'p', candidates: '*', gains: {}, history: [] };
  const single: Slate = { ...slate, candidates: ['j0'] };
  const rising: Scorer = { score: (_, items) => Float64Array.from(items, (_item, i) => i) };
  const falling: Scorer = { score: (_, items) => Float64Array.from(items, (_item, i) => -i) };

  it('tells like from opposite, and leaves single candidates out', async () => {
    const same = await compareScorers(rising, rising, [slate, single], { tables, all: ids });
    expect(same).toMatchObject({ tau: 1, overlap: 1 });
    expect(same.sample).toContainEqual([7, 7]);
    const opposite = await compareScorers(rising, falling, [slate], { tables, all: ids });
    expect(opposite.tau).toBe(-1);
    expect(opposite.overlap).toBe(0);
  });
});

describe('rememberLast', () => {
  it('asks once for the same slate, again for another, and gives copies', async () => {
    let asked = 0;
    const scorer = rememberLast({
      score: (_profile, candidates) => new Float64Array(candidates.length).fill(++asked),
    });
    const [profile, items] = [{ id: 'p' }, [{}, {}]];
    (await scorer.score(profile, items, [])).fill(9);
    const history: never[] = [];
    (await scorer.score(profile, items, history)).fill(9);
    expect([...(await scorer.score(profile, items, history))]).toEqual([2, 2]);
    expect([...(await scorer.score(profile, [...items], history))]).toEqual([3, 3]);
  });
});
