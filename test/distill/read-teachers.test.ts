import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTeachers } from '../../src/distill/read-teachers.ts';
import { readLabelRows } from '../../src/distill/tables/read-labels.ts';
import { stageKeys } from '../../src/distill/recipe/stage-keys.ts';

const EVENTS = ['impression', 'click', 'cart', 'purchase', 'return'];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'teachers-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(text: string) {
  await writeFile(join(folder, 'teachers.yaml'), text);
  return readTeachers(folder, EVENTS);
}

const GOOD = `teachers:
  - { name: policy, kind: policy }
  - { name: click, kind: events }
  - { name: purchase, kind: events, events: [cart, purchase] }
  - { name: returned, kind: labels, among: [purchase], events: [return], range: [1, 0] }
  - { name: margin, kind: labels, table: orders, column: margin, range: [-5, 50] }
goal: { most: click, while: [{ poorMatches: 0.5 }, { teacher: purchase, atLeast: 0.9 }] }
`;

describe('teachers.yaml', () => {
  it('is not needed, and lists who teaches', async () => {
    expect(await readTeachers(join(folder, 'nowhere'), EVENTS)).toBeUndefined();
    const { teachers, goal } = (await read(GOOD))!;
    expect(teachers.map(({ name }) => name)).toEqual([
      'policy',
      'click',
      'purchase',
      'returned',
      'margin',
    ]);
    expect(goal).toEqual({
      most: 'click',
      while: [{ poorMatches: 0.5 }, { teacher: 'purchase', atLeast: 0.9 }],
    });
  });

  it.each([
    ['', /must list 1 to 6/],
    [`teachers:\n${'  - { name: policy, kind: policy }\n'.repeat(7)}`, /must list 1 to 6/],
    ['teachers: [policy]', /line 1: a teacher is/],
    ['teachers:\n  - { name: Policy one, kind: policy }', /line 2: the name of a teacher/],
    ['teachers:\n  - { name: rubric, kind: policy }', /is called "policy"/],
    ['teachers:\n  - { name: x, kind: clicks }', /must be policy, events, labels/],
    ['teachers:\n  - { name: x, kind: events, event: [cart] }', /no `event`/],
    ['teachers:\n  - { name: x, kind: events }', /must say which `events`/],
    ['teachers:\n  - { name: x, kind: events, events: [] }', /are a list/],
    ['teachers:\n  - { name: x, kind: events, events: [buy] }', /no event "buy".*purchase/],
    ['teachers:\n  - { name: click, kind: events, events: [click] }', /names none/],
    ['teachers:\n  - { name: x, kind: labels, table: orders }', /`table` and `column`/],
    ['teachers:\n  - { name: x, kind: labels, table: o, column: x, range: [1, 1] }', /unlike/],
    [
      'teachers:\n  - { name: x, kind: events, events: [cart] }\n  - { name: x, kind: events, events: [cart] }',
      /line 3: there are two teachers of the name "x"/,
    ],
    [GOOD.replace('most: click', 'most: clicks'), /`most` must name/],
    [GOOD.replace('poorMatches: 0.5', 'poorMatches: 2'), /a bound is/],
    [GOOD.replace('teacher: purchase', 'teacher: bought'), /a bound is/],
  ])('refuses %j', async (text, message) => {
    await expect(read(text)).rejects.toMatchObject({
      code: 'INVALID_SCHEMA',
      message: expect.stringMatching(message) as string,
    });
  });
});

describe('a table of labels', () => {
  const tables = { items: new Map([['a', {}]]), profiles: new Map([['p', {}]]) };
  const rows = async (...lines: object[]) => {
    await writeFile(
      join(folder, 'orders.jsonl'),
      lines.map((line) => JSON.stringify(line)).join('\n'),
    );
    return readLabelRows(folder, { table: 'orders', column: 'kept', range: [0, 1] }, tables);
  };

  it('gives numbers, yes and no; what says nothing is left out', async () => {
    const pair = { profileId: 'p', itemId: 'a' };
    const found = await rows({ ...pair, kept: true }, { ...pair, kept: 'No' }, pair, {
      ...pair,
      kept: 0.25,
      at: '2026-01-01',
    });
    expect(found.map(({ value }) => value)).toEqual([1, 0, 0.25]);
    expect(found[2]!.at).toBe(Date.UTC(2026, 0, 1));
  });

  it.each([
    [{ profileId: 'p', itemId: 'a', kept: 7 }, /line 1: "kept" is 7, out of the range of 0 to 1/],
    [{ profileId: 'p', itemId: 'a', kept: 'maybe' }, /no label/],
    [{ profileId: 'q', itemId: 'a', kept: 1 }, /no profile "q"/],
    [{ profileId: 'p', itemId: 'b', kept: 1 }, /no item "b"/],
  ])('refuses %j', async (row, message) => {
    await expect(rows(row)).rejects.toMatchObject({
      code: 'INVALID_TABLE',
      message: expect.stringMatching(message) as string,
    });
  });

  it('that is not there is named', async () => {
    const asked = { table: 'loans', column: 'repaid', range: [0, 1] as const };
    await expect(readLabelRows(folder, asked, tables)).rejects.toMatchObject({
      code: 'MISSING_TABLE',
      message: expect.stringContaining('"loans"') as string,
    });
  });
});

describe('the keys of stages', () => {
  const stages = ['policy teacher', 'click teacher, 2 of 3', 'purchase teacher', 'student'];

  it('tell what an edit makes anew: of the policy its teacher and the student alone', async () => {
    const teaching = (await read(GOOD))!;
    const [before, after] = ['old', 'new'].map((policy) => stageKeys(['x'], policy, teaching));
    const changed = stages.filter((stage) => before!.keyOf(stage) !== after!.keyOf(stage));
    expect(changed).toEqual(['policy teacher', 'student']);
  });

  it('of one more teacher that and the student', async () => {
    const teaching = (await read(GOOD))!;
    const less = { ...teaching, teachers: teaching.teachers.filter((_, i) => i !== 2) };
    const [before, after] = [less, teaching].map((own) => stageKeys(['x'], 'policy', own));
    const changed = stages.filter((stage) => before!.keyOf(stage) !== after!.keyOf(stage));
    expect(changed).toEqual(['purchase teacher', 'student']);
  });

  it('are one where no list is stated', () => {
    const { key, keyOf, keys } = stageKeys(['x'], 'policy', undefined);
    expect(stages.map(keyOf)).toEqual(stages.map(() => key));
    expect(keys).toEqual([key]);
  });
});
