import { describe, expect, it } from 'vitest';
import { compileSchema } from '../../../src/core/features/compile-schema.ts';
import type { LogEvent } from '../../../src/core/types.ts';
import type { TeacherSource } from '../../../src/distill/domain.ts';
import { readLesson } from '../../../src/distill/recipe/lessons.ts';
import type { Material } from '../../../src/distill/recipe/material.ts';
import { itemRates, measureOwn, ownCases } from '../../../src/distill/recipe/own-metric.ts';
import { createPairData } from '../../../src/distill/train/data/pair-data.ts';

const ids = (prefix: string, count: number) =>
  new Map(Array.from({ length: count }, (_, i) => [`${prefix}${i}`, { title: `${prefix} ${i}` }]));

const SCHEMA = compileSchema({
  name: 'shop',
  version: 2,
  fields: [{ name: 'title', kind: 'text', item: 'title', profile: 'title' }],
  measures: [],
});

/** As much of a run's material as lessons are read from; the last profile is held out. */
function material(events: LogEvent[], labels: Record<string, object[]> = {}): Material {
  const data = createPairData(SCHEMA, ids('i', 4), ids('p', 3), 8, 0);
  const tables = { events, slates: {}, labels };
  return { data, tables, learners: [0, 1], heldOut: [2], now: 5 } as unknown as Material;
}

const shown = (p: number, i: number, ...types: string[]): LogEvent[] =>
  ['impression', ...types].map((type) => ({
    profileId: `p${p}`,
    itemId: `i${i}`,
    type,
    slateId: `s${p}`,
  }));

const PURCHASE: TeacherSource = { name: 'purchase', kind: 'events', events: ['cart', 'purchase'] };
const RETURNED: TeacherSource = {
  name: 'returned',
  kind: 'labels',
  among: ['purchase'],
  events: ['return'],
  range: [1, 0],
};

describe('a lesson', () => {
  it('of events is the slates in which one happened, a later type counting for more', () => {
    const { slates } = readLesson(
      material([
        ...shown(0, 0, 'click', 'cart'),
        ...shown(0, 1, 'click', 'cart', 'purchase'),
        ...shown(0, 2, 'click'),
        ...shown(1, 0, 'click'),
        ...shown(2, 3, 'purchase'),
      ]),
      PURCHASE,
    );
    expect(slates.learn.map(({ clicked }) => [...clicked])).toEqual([[0.5, 1, 0]]);
    expect(slates.heldOut).toHaveLength(1);
  });

  it('of labels is what pairs came to, at its best 1', () => {
    const { pairs } = readLesson(
      material([...shown(0, 0, 'purchase', 'return'), ...shown(1, 1, 'purchase', 'click')]),
      RETURNED,
    );
    expect(pairs.learn).toMatchObject([
      { profile: 0, item: 0, label: 0 },
      { profile: 1, item: 1, label: 1 },
    ]);
  });

  it('of a table takes its column in the stated range', () => {
    const source: TeacherSource = {
      name: 'margin',
      kind: 'labels',
      table: 'orders',
      column: 'margin',
      range: [-10, 10],
    };
    const rows = [-10, 0, 10].map((value, i) => ({ profileId: 'p0', itemId: `i${i}`, value }));
    const { pairs } = readLesson(material([], { margin: rows }), source);
    expect(pairs.learn.map(({ label }) => label)).toEqual([0, 0.5, 1]);
  });

  it.each([
    [[], PURCHASE, 'MISSING_TABLE', /"purchase" has nothing to learn from/],
    [shown(0, 0, 'click'), PURCHASE, 'MISSING_TABLE', /nothing to learn from/],
    [shown(0, 0, 'purchase'), PURCHASE, 'INVALID_TABLE', /one class/],
    [shown(0, 0, 'purchase'), RETURNED, 'INVALID_TABLE', /"returned" has one class alone/],
    [shown(2, 0, 'purchase', 'return'), RETURNED, 'MISSING_TABLE', /nothing to learn from/],
  ] as const)('refuses what teaches nothing (%#)', (events, source, code, message) => {
    expect(() => readLesson(material([...events]), source)).toThrowError(
      expect.objectContaining({ code, message: expect.stringMatching(message) as string }),
    );
  });
});

describe('the own metric of a teacher', () => {
  it('is nDCG of slates, and the AUROC of pairs', () => {
    const events = [0, 1, 2].flatMap((p) => [
      ...shown(p, 0, 'purchase', 'return'),
      ...shown(p, 1, 'purchase'),
      ...shown(p, 2),
    ]);
    const lesson = readLesson(material(events), PURCHASE);
    const cases = ownCases(lesson);
    expect(measureOwn(cases, [[3, 2, 1]], 1).mean).toBe(1);
    expect(measureOwn(cases, [[1, 2, 3]], 1).mean).toBeLessThan(0.8);
    const pairs = ownCases(readLesson(material(events), RETURNED));
    expect(measureOwn(pairs, [[0], [1]], 1).mean).toBe(1);
    expect(measureOwn(pairs, [[1], [0]], 1).mean).toBe(0);
    const rate = itemRates(lesson);
    expect(rate(0)).toBeGreaterThan(rate(2));
  });
});
