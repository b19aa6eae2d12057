import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { latestTime } from '../../../src/distill/tables/latest-time.ts';
import { createEventTypes } from '../../../src/distill/tables/event-types.ts';
import { openTables } from '../../../src/distill/tables/open-tables.ts';
import { deriveSample } from '../../../src/distill/simulate/derive-sample.ts';
import { gradeByWords } from '../../../src/distill/simulate/grade-by-words.ts';
import { readSampleFile, type SampleSource } from '../../../src/distill/simulate/sample-source.ts';
import { readSimulatedClock } from '../../../src/distill/simulate/simulated-readme.ts';
import {
  simulateTables,
  SIMULATION_PRESETS,
  type SimulationOptions,
} from '../../../src/distill/simulate/simulate-tables.ts';
import { writeSimulated } from '../../../src/distill/simulate/write-simulated.ts';
import { domainsFolder } from '../../../src/domains/domains-folder.ts';
import { useFolder } from '../tables/tables-helpers.ts';

const { dir, put } = useFolder();
const NOW = Date.UTC(2026, 10, 30);
const TYPES = createEventTypes([
  'impression',
  'view',
  'click',
  'order',
  { type: 'return', negative: true },
]);
const OPTIONS: SimulationOptions = {
  items: 60,
  profiles: 20,
  sessions: 60,
  grades: 0,
  seed: 1,
  now: NOW,
  key: 'sku',
  noun: 'product',
  types: TYPES,
  grade: gradeByWords,
};
const SCHEMA = {
  fields: [
    { name: 'title', kind: 'text' as const, item: 'name', profile: 'attributes.wish' },
    {
      name: 'price',
      kind: 'number' as const,
      item: 'offers.price',
      profile: 'attributes.budget',
      min: 5,
      max: 500,
    },
    { name: 'color', kind: 'tags' as const, item: 'color', profile: 'attributes.colors' },
    { name: 'where', kind: 'place' as const, item: 'seller', profile: 'attributes.place' },
    { name: 'end', kind: 'time' as const, item: 'offers.end' },
  ],
  measures: [{ kind: 'until', item: 'end' }],
};

describe('simulateTables', () => {
  it('draws the same rows for the same seed, and others for another', () => {
    const sample = deriveSample(SCHEMA, 1);
    const tables = simulateTables(sample, { ...OPTIONS, grades: 50 });
    expect(simulateTables(deriveSample(SCHEMA, 1), { ...OPTIONS, grades: 50 })).toEqual(tables);
    expect(simulateTables(sample, { ...OPTIONS, seed: 2 }).events).not.toEqual(tables.events);
    expect(tables.grades).toHaveLength(50);
  });

  it('has people who choose by grades, look from the top and regret poor matches', () => {
    const sizes = { items: 200, profiles: 80, sessions: 600 };
    const { events } = simulateTables(deriveSample(SCHEMA, 1), {
      ...OPTIONS,
      ...sizes,
      grade: (_, { sku }: { sku?: string }) => Number(sku?.split('-')[1]) % 5,
    });
    const gradeOf = (itemId: string): number => Number(itemId.split('-')[1]) % 5;
    const mean = (type: string): number => {
      const own = events.filter((event) => event.type === type);
      expect(own.length, type).toBeGreaterThan(5);
      return own.reduce((sum, { itemId }) => sum + gradeOf(itemId), 0) / own.length;
    };
    expect(mean('click')).toBeGreaterThan(mean('impression') + 0.5);
    expect(mean('order')).toBeGreaterThan(mean('click'));
    expect(mean('return')).toBeLessThan(1.5);
    const clicks = events.filter(({ type }) => type === 'click');
    const early = clicks.filter(({ position }) => position! <= 5).length;
    const late = clicks.filter(({ position }) => position! > 5 && position! <= 10).length;
    expect(early).toBeGreaterThan(1.1 * late);
    expect(latestTime(events)!).toBeLessThan(NOW);
  });

  it('writes tables that open without a bad row, and say that they are simulated', async () => {
    const tables = simulateTables(deriveSample(SCHEMA, 1), { ...OPTIONS, key: 'identifier' });
    const noun = { one: 'garden tool', many: 'garden tools' };
    await writeSimulated(tables, noun, dir());
    const opened = await openTables(dir(), {
      eventTypes: TYPES,
      now: NOW,
      nouns: [noun],
      require: ['items', 'profiles', 'events', 'slates'],
    });
    expect(opened.items.size).toBe(60);
    expect(opened.events).toEqual(tables.events);
    expect(opened.slates['validation-slates']).toEqual(tables.slates);
    expect(await readSimulatedClock(dir())).toBe(NOW);
  });

  it('has slates after the log, whose gains are of candidates', () => {
    const { slates, events } = simulateTables(deriveSample(SCHEMA, 1), OPTIONS);
    expect(slates.length).toBeGreaterThan(8);
    for (const { at, candidates, gains, history } of slates) {
      expect(at!).toBeGreaterThan(latestTime(events)!);
      for (const itemId of Object.keys(gains)) expect(candidates).toContain(itemId);
      expect(history.some(({ type }) => type === 'impression')).toBe(false);
    }
  });
});

describe('readSampleFile', () => {
  const folder = domainsFolder();
  const shipped = readdirSync(folder).filter((name) =>
    existsSync(join(folder, name, 'sample.yaml')),
  );

  it.each(shipped)('reads the sample of %s, from which all can be drawn', async (name) => {
    const sample = await readSampleFile(join(folder, name, 'sample.yaml'));
    const tables = simulateTables(sample, { ...OPTIONS, ...SIMULATION_PRESETS.quick });
    expect(tables.items).toHaveLength(500);
    expect(tables.events.length).toBeGreaterThan(5000);
    expect(JSON.stringify([tables.items, tables.profiles])).not.toMatch(/\{[\w.]+\}|undefined/);
  });

  it.each<[string, string, RegExp]>([
    ['a list that is not there', 'item:\n  a: x\n  b: "{maker}"\n', /line 3: .*"maker"/],
    [
      'a list that one group lacks',
      'groups:\n  - name: a\n    item: { b: "{c}" }\n',
      /line 3: .*"c"/,
    ],
    [
      'some of a list that is not there',
      'profile:\n  b: { some: tool, count: [1, 2] }\n',
      /line 2: .*"tool"/,
    ],
    ['an unknown part', 'itms: {}\n', /itms/],
    ['a share above 1', 'fill:\n  item:\n    a: 3\n', /line 3: fill\.item\.a: must be 0 … 1/],
    ['no YAML', 'item: [\n', /line 2/],
  ])('refuses %s, with file and line', async (_, text, message) => {
    const path = await put('sample.yaml', text);
    await expect(readSampleFile(path)).rejects.toMatchObject({
      code: 'INVALID_SCHEMA',
      message: expect.stringMatching(message),
    });
  });
});

describe('deriveSample', () => {
  it('invents values for every path of the schema, of its vocabularies and tables first', () => {
    const measures = [
      { kind: 'grade', item: 'size', table: { S: { small: 'fits' }, M: { medium: 'fits' } } },
    ];
    const fields = [
      ...SCHEMA.fields,
      { name: 'size', kind: 'category' as const, item: 'size', profile: 'attributes.size' },
      { name: 'stuff', kind: 'tags' as const, item: 'material', vocabulary: 'stuffs' },
      { name: 'stars', kind: 'number' as const, item: 'stars', min: 1, max: 5, sample: [3] },
    ];
    const vocabularies = { stuffs: { wool: 'wolle', silk: 'seide' } };
    const sample: SampleSource = deriveSample({ fields, measures }, 1, { vocabularies });
    const { items, profiles } = simulateTables(sample, { ...OPTIONS, items: 200 });
    const seen = (path: string, objects: readonly object[]): Set<unknown> =>
      new Set(
        objects.flatMap((object) => [(object as Record<string, unknown>)[path] ?? []].flat()),
      );
    expect(seen('size', items)).toEqual(new Set(['S', 'M']));
    expect(seen('material', items)).toEqual(new Set(['wool', 'silk']));
    expect(seen('stars', items)).toEqual(new Set([3]));
    const sizes = profiles.map(({ attributes }) => attributes?.size).filter(Boolean);
    expect(new Set(sizes)).toEqual(new Set(['small', 'medium']));
  });
});
