import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadStudent } from '../../../src/core/student/load.ts';
import { evaluatePairs } from '../../../src/distill/evaluate/evaluate-pairs.ts';
import { createModelScorers } from '../../../src/distill/evaluate/model-scorer.ts';
import { tableOptionsOf } from '../../../src/distill/tables/domain-options.ts';
import { openTables } from '../../../src/distill/tables/open-tables.ts';
import type { Pair } from '../../../src/distill/tables/types.ts';

const NOW = Date.UTC(2026, 10, 30);

const pair = (id: string, kind = 'pair'): Pair => ({
  id,
  kind,
  profile: { basics: { label: 'Cook' } },
  items: [{ title: 'Cook' }, { title: 'Driver' }],
  itemIds: ['a', 'b'],
});

describe('evaluatePairs', () => {
  it('counts a pair as right where it is so in both orders, and no tie', () => {
    const byTitle = { score: () => Float64Array.of(1, 0) };
    const { all, wrong } = evaluatePairs('x', [pair('1'), pair('2')], byTitle);
    expect(all).toMatchObject({ right: 0, bm25: 1 });
    expect(wrong.map(({ scores }) => scores)).toEqual([
      [0, 1],
      [0, 1],
    ]);
    const same = evaluatePairs('x', [pair('1')], { score: () => Float64Array.of(1, 1) });
    expect(same.all.right).toBe(0);
  });

  it('counts by kind, in the order of the table', () => {
    const scorer = {
      score: (_: unknown, items: readonly object[]) =>
        Float64Array.from(items, (item) => Number((item as { title: string }).title === 'Cook')),
    };
    const pairs = [pair('1', 'b'), pair('2', 'a'), pair('3', 'b')];
    const { kinds, all, wrong } = evaluatePairs('x', pairs, scorer);
    expect(kinds.map(({ kind, right }) => [kind, right])).toEqual([
      ['b', 2],
      ['a', 1],
    ]);
    expect(all.accuracy).toMatchObject({ mean: 1, n: 3, high: 1 });
    expect(all.accuracy.low).toBeCloseTo(0.4385, 4);
    expect(wrong).toEqual([]);
  });
});

describe('the student that ships', () => {
  it('puts the better job first in the pairs that once went wrong, or must not', async () => {
    const folder = fileURLToPath(new URL('../../fixtures/pairs', import.meta.url));
    const file = new URL('../../../models/jobs-en.safetensors', import.meta.url);
    const student = loadStudent(await readFile(file));
    const options = { ...tableOptionsOf(student.schema.source), require: [], now: NOW };
    const { pairs } = await openTables(folder, options);
    const { base } = createModelScorers(student, { items: new Map(), now: NOW });
    const { all, wrong } = evaluatePairs('pairs', pairs.pairs!, base);
    expect(all.accuracy.n).toBeGreaterThan(70);
    // A change of weights may lose some; which ones is told.
    expect(wrong.length, wrong.map(({ pair: { id } }) => id).join(', ')).toBeLessThanOrEqual(4);
  });
});
