import { rm } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isPocketRankError } from '../../../src/core/errors.ts';
import { createEventTypes } from '../../../src/distill/tables/event-types.ts';
import { openTables } from '../../../src/distill/tables/open-tables.ts';
import { ITEMS, PROFILES, lines, useFolder } from './tables-helpers.ts';

const { dir, put } = useFolder();

describe('openTables', () => {
  it('reads a whole folder, keeps shapes and types, and resolves keys', async () => {
    await put('items.jsonl', ITEMS);
    await put('profiles.jsonl.gz', gzipSync(PROFILES));
    await put(
      'events.jsonl',
      lines(
        { profileId: 'p1', itemId: 'j1', type: 'view', at: '2015-01-01T00:00:01Z', dwellMs: 5 },
        { profileId: 7, itemId: 2, type: 'apply', position: null, slateId: 9 },
      ),
    );
    await put('grades.jsonl', lines({ profileId: 7, itemId: 3, grade: 4, grader: 'rubric' }));
    await put(
      'validation-slates.jsonl',
      lines(
        {
          id: 's1',
          profileId: 'p1',
          at: 1.5e12,
          candidates: ['j1', 2],
          gains: { 2: 1 },
          history: [],
        },
        { id: 's2', profileId: 7, candidates: '*', gains: { j1: 0.5 } },
      ),
    );
    const tables = await openTables(dir());
    expect([...tables.items.keys()]).toEqual(['j1', '2', '3']);
    expect(tables.items.get('j1')?.attributes).toEqual({ level: '5', salary: 5 });
    expect(tables.items.get('2')).toEqual({
      identifier: { '@type': 'PropertyValue', value: 2 },
      title: '요리사',
    });
    expect([...tables.profiles.keys()]).toEqual(['p1', '7']);
    expect(tables.events).toEqual([
      { profileId: 'p1', itemId: 'j1', type: 'view', at: 1_420_070_401_000, dwellMs: 5 },
      { profileId: '7', itemId: '2', type: 'apply', slateId: '9' },
    ]);
    expect(tables.events[1]).not.toHaveProperty('position');
    expect(tables.grades).toEqual([{ profileId: '7', itemId: '3', grade: 4, grader: 'rubric' }]);
    expect(tables.slates).toEqual({
      'validation-slates': [
        {
          id: 's1',
          profileId: 'p1',
          at: 1.5e12,
          candidates: ['j1', '2'],
          gains: { 2: 1 },
          history: [],
        },
        { id: 's2', profileId: '7', candidates: '*', gains: { j1: 0.5 }, history: [] },
      ],
    });
    expect(tables.badRows).toEqual({ count: 0, byReason: {}, report: [] });
    expect(tables.files.map(({ kind, name, rows }) => [kind, name, rows])).toEqual([
      ['items', 'items', 3],
      ['profiles', 'profiles', 2],
      ['events', 'events', 2],
      ['grades', 'grades', 1],
      ['slates', 'validation-slates', 2],
    ]);
  });

  it('has a fingerprint that follows the content and not the place', async () => {
    await put('items.jsonl', ITEMS);
    const before = await openTables(dir());
    expect(before.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect((await openTables(`${dir()}/.`)).fingerprint).toBe(before.fingerprint);
    await put('items.jsonl', ITEMS.replace('Cook', 'Chef'));
    expect((await openTables(dir())).fingerprint).not.toBe(before.fingerprint);
  });

  it('reads event and slate tables that are asked for by name or by path', async () => {
    const event = { profileId: 'p1', itemId: 'j1', type: 'click' };
    const slate = { id: 's', profileId: 'p1', candidates: '*', gains: { j1: 1 } };
    await put('items.jsonl', ITEMS);
    await put('profiles.jsonl', PROFILES);
    await put('events-a.jsonl', lines(event));
    await put('events-b.jsonl', lines(event, event));
    await put('test-slates.jsonl', lines(slate));
    await put('odd.jsonl', lines(slate));
    expect((await openTables(dir())).events).toEqual([]);
    const odd = join(dir(), 'odd.jsonl');
    const tables = await openTables(dir(), {
      events: ['events-a', 'events-b.jsonl'],
      slates: [odd],
    });
    expect(tables.events).toHaveLength(3);
    expect(Object.keys(tables.slates)).toEqual([odd]);
    expect(Object.keys((await openTables(dir())).slates)).toEqual(['test-slates']);
    await expect(openTables(dir(), { slates: ['slates'] })).rejects.toMatchObject({
      code: 'MISSING_TABLE',
      message: expect.stringContaining('test-slates.jsonl'),
    });
  });

  it('reads pairs with profile and items in the row, or of the other tables', async () => {
    const [chef, cook] = [{ basics: { label: 'Chef' } }, { id: 'c', title: 'Cook' }];
    await put(
      'pairs.jsonl',
      lines(
        { id: 1, profile: chef, jobs: [{ id: 'd', title: 'Driver' }, cook], better: 'c' },
        {
          id: 2,
          kind: 'pay',
          profile: chef,
          items: [cook, { title: 'X' }],
          better: 'c',
          note: 'n',
        },
      ),
    );
    const alone = await openTables(dir(), { nouns: [{ one: 'job', many: 'jobs' }], require: [] });
    expect(alone.pairs.pairs).toEqual([
      {
        id: '1',
        kind: 'pair',
        profile: chef,
        items: [cook, { id: 'd', title: 'Driver' }],
        itemIds: ['c', 'd'],
      },
      expect.objectContaining({ kind: 'pay', note: 'n', items: [cook, { title: 'X' }] }),
    ]);
    await put('items.jsonl', ITEMS);
    await put('profiles.jsonl', PROFILES);
    await put('pairs.jsonl', lines({ id: 1, profileId: 'p1', itemIds: [3, 'j1'], better: 'j1' }));
    const { pairs, items, profiles } = await openTables(dir());
    expect(pairs.pairs).toEqual([
      {
        id: '1',
        kind: 'pair',
        profileId: 'p1',
        profile: profiles.get('p1'),
        items: [items.get('j1'), items.get('3')],
        itemIds: ['j1', '3'],
      },
    ]);
  });

  it.each<[object, string]>([
    [{ better: null }, 'better is missing'],
    [{ better: 'x' }, '"x" is none of j1 and 2'],
    [{ worse: 'j1' }, 'worse is "j1", but the other item is "2"'],
    [{ itemIds: ['j1'] }, 'itemIds must be a list of two'],
    [{ itemIds: ['j1', 'j1'] }, 'both items have the key "j1"'],
    [{ itemIds: ['j1', 'j9'] }, 'there is no item "j9"'],
    [{ itemIds: null }, 'either two items or two itemIds'],
    [{ items: [{ id: 'j1' }, { id: 2 }] }, 'either two items or two itemIds'],
    [{ profileId: 'p9' }, 'there is no profile "p9"'],
    [{ profile: {} }, 'either a profile or a profileId'],
    [{ id: 'before' }, 'a pair before has the id "before" too'],
  ])('says what is wrong with a pair: %j', async (change, message) => {
    const good = { id: 'p', profileId: 'p1', itemIds: ['j1', 2], better: 'j1' };
    await put('items.jsonl', ITEMS);
    await put('profiles.jsonl', PROFILES);
    await put('pairs.jsonl', lines({ ...good, id: 'before' }, { ...good, ...change }));
    await expect(openTables(dir())).rejects.toMatchObject({
      code: 'INVALID_TABLE',
      message: expect.stringContaining('pairs.jsonl:2: ') as string,
    });
    await expect(openTables(dir())).rejects.toThrow(message);
  });

  it('loads 50,000 events and 8,000 items within 3 s', async () => {
    const items = Array.from({ length: 8000 }, (_, i) => ({
      identifier: `j${i}`,
      title: `Item ${i}`,
    }));
    const events = Array.from({ length: 50_000 }, (_, i) => ({
      profileId: 'p1',
      itemId: `j${(i * 7) % 8000}`,
      type: 'view',
      at: new Date(1.6e12 + i * 1000).toISOString(),
      position: 1 + (i % 20),
    }));
    await put('items.jsonl.gz', gzipSync(lines(...items)));
    await put('profiles.jsonl', PROFILES);
    await put('events.jsonl.gz', gzipSync(lines(...events)));
    const start = performance.now();
    const tables = await openTables(dir());
    expect(performance.now() - start).toBeLessThan(3000);
    expect(tables.events).toHaveLength(50_000);
    expect(tables.events.at(-1)).toEqual({ ...events.at(-1), at: 1.6e12 + 49_999_000 });
  });
});

describe('openTables in the words of a domain', () => {
  it('takes items by their noun, in the name of the table and in ids', async () => {
    await put('products.jsonl', ITEMS);
    await put('profiles.jsonl', PROFILES);
    await put('events.csv', 'profileId,productId,type\np1,j1,click\n');
    await put(
      'slates.jsonl',
      lines({
        id: 1,
        profileId: 'p1',
        candidates: '*',
        gains: { j1: 1 },
        history: [{ productId: 2, type: 'view' }],
      }),
    );
    const nouns = [{ one: 'product', many: 'products' }];
    for (const options of [{ nouns }, {}]) {
      const tables = await openTables(dir(), options);
      expect(tables.files[0]).toMatchObject({ kind: 'items', name: 'products', rows: 3 });
      expect(tables.events).toEqual([{ profileId: 'p1', itemId: 'j1', type: 'click' }]);
      expect(tables.slates.slates![0]!.history).toEqual([{ itemId: '2', type: 'view' }]);
    }
  });

  it('takes ids in the noun of a domain whose table is called items', async () => {
    await put('items.jsonl', ITEMS);
    await put('profiles.jsonl', PROFILES);
    await put('grades.jsonl', lines({ profileId: 'p1', clinicalTrialId: 'j1', grade: 3 }));
    const nouns = [{ one: 'clinical trial', many: 'clinical trials' }];
    const { grades } = await openTables(dir(), { nouns });
    expect(grades).toEqual([{ profileId: 'p1', itemId: 'j1', grade: 3, grader: 'unknown' }]);
  });

  it('refuses items in two tables, and tables of which none is a plural', async () => {
    const nouns = [{ one: 'job', many: 'jobs' }];
    await put('notes.jsonl', ITEMS);
    await put('jobs.jsonl', ITEMS);
    expect((await openTables(dir(), { nouns })).files[0]).toMatchObject({ name: 'jobs' });
    await expect(openTables(dir())).rejects.toMatchObject({
      code: 'MISSING_TABLE',
      message: expect.stringContaining('jobs.jsonl, notes.jsonl'),
    });
    await put('items.jsonl', ITEMS);
    await expect(openTables(dir(), { nouns })).rejects.toMatchObject({
      code: 'INVALID_TABLE',
      message: expect.stringContaining('items, jobs'),
    });
  });

  it('takes the types of events from the domain', async () => {
    await put('items.jsonl', ITEMS);
    await put('profiles.jsonl', PROFILES);
    const event = { profileId: 'p1', itemId: 'j1' };
    await put('events.jsonl', lines({ ...event, type: 'purchase' }, { ...event, type: 'apply' }));
    const eventTypes = createEventTypes(['impression', 'click', 'purchase']);
    const tables = await openTables(dir(), { eventTypes, onBadRow: 'skip' });
    expect(tables.events).toEqual([{ ...event, type: 'purchase' }]);
    expect(tables.badRows.report).toMatchObject([
      { line: 2, message: 'type must be one of impression, click, purchase' },
    ]);
  });

  it('counts events, histories and slates after its clock as bad, with file and line', async () => {
    const now = Date.UTC(2026, 10, 30);
    await put('items.jsonl', ITEMS);
    await put('profiles.jsonl', PROFILES);
    const event = { profileId: 'p1', itemId: 'j1', type: 'click' };
    await put(
      'events.jsonl',
      lines({ ...event, at: '2026-11-30T23:59:00Z' }, { ...event, at: '2999-01-01' }),
    );
    const slate = { profileId: 'p1', candidates: '*', gains: { j1: 1 } };
    await put(
      'slates.jsonl',
      lines(
        { id: 1, ...slate, at: '2027-01-01' },
        { id: 2, ...slate, history: [{ itemId: 'j1', type: 'view', at: 9e15 }] },
      ),
    );
    const tables = await openTables(dir(), { now, onBadRow: 'skip' });
    expect(tables.now).toBe(now);
    expect(tables.events).toHaveLength(1);
    expect(tables.badRows.byReason).toEqual({ 'future-time': 3 });
    expect(tables.badRows.report).toMatchObject([
      {
        line: 2,
        message: 'its time 2999-01-01T00:00:00.000Z is after the clock, 2026-11-30T00:00:00.000Z',
      },
      { line: 1 },
      { line: 2 },
    ]);
  });
});

describe('openTables on items as pages have them', () => {
  it('opens graphs, lists and wrappers of a row, and makes keys from content', async () => {
    const product = { '@type': 'Product', name: 'Desk' };
    await put(
      'items.jsonl',
      lines(
        {
          '@graph': [
            { '@type': 'WebPage', url: 'x' },
            { ...product, sku: 'a' },
          ],
        },
        {
          '@type': 'ItemList',
          itemListElement: [{ '@type': 'ListItem', item: { ...product, '@id': 'b' } }],
        },
        [{ ...product, gtin: 7 }, product],
        product,
      ),
    );
    const tables = await openTables(dir(), {
      types: ['Product'],
      keys: ['gtin', 'sku', '@id'],
      onBadRow: 'skip',
    });
    const keys = [...tables.items.keys()];
    expect(keys).toEqual(['a', 'b', '7', expect.stringMatching(/^#/)]);
    expect(tables.badRows.report).toMatchObject([{ line: 4, reason: 'duplicate-id' }]);
  });
});

describe('openTables finds where keys lie', () => {
  const rows = [
    { name: 'Pottery', room: 7, courseCode: 'c-1' },
    { name: 'Spanish', room: 7, courseCode: 'c-2' },
  ];

  it('by the ids that events name', async () => {
    await put('courses.jsonl', lines(...rows));
    await put('profiles.jsonl', PROFILES);
    await put('events.jsonl', lines({ profileId: 'p1', courseId: 'Spanish', type: 'click' }));
    const { keys, items } = await openTables(dir());
    expect(keys[0]).toBe('name');
    expect([...items.keys()]).toEqual(['Pottery', 'Spanish']);
  });

  it('by what they are called, where nothing names items', async () => {
    await put('courses.jsonl', lines(...rows));
    expect([...(await openTables(dir())).items.keys()]).toEqual(['c-1', 'c-2']);
  });
});

describe('openTables on bad rows', () => {
  async function putBadTables(): Promise<void> {
    await put('items.jsonl', `${ITEMS}{"title":null}\n\n{"identifier":"j1"}\n{"identifier":"j4"\n`);
    await put('profiles.jsonl', `${PROFILES}{"basics":{}}\r\n[1]\n{"id":"p1"}\n`);
    const pair = { profileId: 'p1', itemId: 'j1' };
    await put(
      'events.jsonl',
      lines(
        { ...pair, type: 'click' },
        { ...pair, type: 'clicked' },
        { ...pair, type: 'click', at: 'yesterday' },
        { ...pair, itemId: 'j9', type: 'click' },
        { ...pair, profileId: 'p9', type: 'click' },
        { profileId: 'p1', type: 'click' },
        { ...pair, type: 'click', position: 0 },
      ),
    );
    await put(
      'grades.jsonl',
      lines({ ...pair, grade: 4 }, { ...pair, grade: 5 }, { ...pair, grade: 2.5 }, { ...pair }),
    );
    const slate = { profileId: 'p1', candidates: ['j1', '2'], gains: { j1: 1 } };
    await put(
      'slates.jsonl',
      lines(
        { id: 1, ...slate },
        { id: 1, ...slate },
        { id: 2, ...slate, candidates: ['j1', 'j9'] },
        { id: 3, ...slate, candidates: ['j1', 'j1'] },
        { id: 4, ...slate, gains: { 3: 1 } },
        { id: 5, ...slate, gains: { j1: -1 } },
        { id: 6, ...slate, history: [{ itemId: 'j9', type: 'view' }] },
        { ...slate },
      ),
    );
  }

  const EXPECTED = [
    ['items.jsonl:4', 'missing-id'],
    ['items.jsonl:6', 'duplicate-id'],
    ['items.jsonl:7', 'does-not-parse'],
    ['profiles.jsonl:3', 'missing-id'],
    ['profiles.jsonl:4', 'does-not-parse'],
    ['profiles.jsonl:5', 'duplicate-id'],
    ['events.jsonl:2', 'invalid-value'],
    ['events.jsonl:3', 'invalid-value'],
    ['events.jsonl:4', 'unknown-item'],
    ['events.jsonl:5', 'unknown-profile'],
    ['events.jsonl:6', 'missing-id'],
    ['events.jsonl:7', 'invalid-value'],
    ['grades.jsonl:2', 'invalid-value'],
    ['grades.jsonl:3', 'invalid-value'],
    ['grades.jsonl:4', 'invalid-value'],
    ['slates.jsonl:2', 'duplicate-id'],
    ['slates.jsonl:3', 'unknown-item'],
    ['slates.jsonl:4', 'duplicate-id'],
    ['slates.jsonl:5', 'invalid-value'],
    ['slates.jsonl:6', 'invalid-value'],
    ['slates.jsonl:7', 'unknown-item'],
    ['slates.jsonl:8', 'missing-id'],
  ];

  it('leaves them out when asked to, each counted with file, line and reason', async () => {
    await putBadTables();
    const tables = await openTables(dir(), { onBadRow: 'skip', maxReportedBadRows: 100 });
    expect(
      tables.badRows.report.map(({ file, line, reason }) => [
        `${file.slice(dir().length + 1)}:${line}`,
        reason,
      ]),
    ).toEqual(EXPECTED);
    expect(tables.badRows.count).toBe(EXPECTED.length);
    expect(tables.badRows.byReason).toEqual({
      'missing-id': 4,
      'duplicate-id': 4,
      'does-not-parse': 2,
      'invalid-value': 8,
      'unknown-item': 3,
      'unknown-profile': 1,
    });
    expect(tables.items.size).toBe(3);
    expect(tables.items.get('j1')?.title).toBe('Cook');
    expect(tables.profiles.size).toBe(2);
    expect(tables.events).toHaveLength(1);
    expect(tables.grades).toHaveLength(1);
    expect(tables.slates.slates?.map(({ id }) => id)).toEqual(['1']);
  });

  it('refuses them otherwise, naming the first and counting the rest', async () => {
    await putBadTables();
    const error = await openTables(dir(), { maxReportedBadRows: 2 }).catch((e: unknown) => e);
    expect(isPocketRankError(error, 'INVALID_TABLE')).toBe(true);
    const { message } = error as Error;
    expect(message).toContain('22 rows');
    expect(message).toContain('items.jsonl:4: the item holds nothing (missing-id)');
    expect(message).toContain('items.jsonl:6: an item before has the key "j1" too');
    expect(message).toContain('and 20 more');
    expect(message).not.toContain('items.jsonl:7');
    expect(message).toContain('--on-bad-row skip');
  });

  it('says which value is wrong and what it must be', async () => {
    await putBadTables();
    const { badRows } = await openTables(dir(), { onBadRow: 'skip', maxReportedBadRows: 100 });
    const messages = badRows.report.map(({ message }) => message);
    expect(messages).toContain('type must be one of impression, view, click, save, apply, dismiss');
    expect(messages).toContain('at must be a time (ISO 8601, or milliseconds since 1970)');
    expect(messages).toContain('position must be 1 or more');
    expect(messages).toContain('grade must be 0, 1, 2, 3 or 4');
    expect(messages).toContain('there is no item "j9"');
    expect(messages).toContain('"3" has a gain but is no candidate');
  });

  it('reports bytes that are not UTF-8 instead of replacing them', async () => {
    const bad = Buffer.concat([Buffer.from('{"identifier":"j5","title":"'), Buffer.of(0xff, 0xfe)]);
    await put('items.jsonl', Buffer.concat([Buffer.from(ITEMS), bad, Buffer.from('"}\n')]));
    const { badRows, items } = await openTables(dir(), { onBadRow: 'skip' });
    expect(items.size).toBe(3);
    expect(badRows.report).toMatchObject([{ line: 4, message: 'not UTF-8 text' }]);
  });
});

describe('openTables on broken files', () => {
  it.each([
    ['an empty table', 'items.jsonl', '', 'MISSING_TABLE', 'has no rows'],
    ['a blank table', 'items.jsonl', '\n \n', 'MISSING_TABLE', 'has no rows'],
    ['an empty CSV', 'items.csv', '', 'MISSING_TABLE', 'has no rows'],
    ['a header alone', 'items.csv', 'identifier,title\n', 'MISSING_TABLE', 'has no rows'],
    [
      'a header of another table',
      'profiles.csv',
      'a,b\n1,2\n',
      'INVALID_TABLE',
      'columns are a, b',
    ],
    ['a column twice', 'items.csv', 'id,id\n1,2\n', 'INVALID_TABLE', '"id" twice'],
    ['an open quote', 'items.csv', 'id,t\n1,"x\n2,y\n', 'INVALID_TABLE', 'items.csv:'],
    ['text as gzip', 'items.jsonl.gz', '{"id":1}\n', 'INVALID_TABLE', 'not a whole gzip file'],
    ['text as Parquet', 'items.parquet', '{"id":1}\n', 'INVALID_TABLE', 'as Parquet'],
  ])('refuses %s', async (_, file, content, code, words) => {
    await put('items.jsonl', ITEMS);
    if (file.startsWith('items')) await rm(join(dir(), 'items.jsonl'));
    await put(file, content);
    for (const onBadRow of ['refuse', 'skip'] as const) {
      const error = await openTables(dir(), { onBadRow }).catch((e: unknown) => e);
      expect(error).toMatchObject({ code, message: expect.stringContaining(words) });
      expect((error as Error).message).toContain(file);
    }
  });

  it('refuses a gzip file that was cut off', async () => {
    const whole = gzipSync(
      lines(...Array.from({ length: 5000 }, (_, id) => ({ id, x: id * 0.1 }))),
    );
    await put('items.jsonl.gz', whole.subarray(0, whole.length / 2));
    await expect(openTables(dir(), { onBadRow: 'skip' })).rejects.toMatchObject({
      code: 'INVALID_TABLE',
      message: expect.stringContaining('not a whole gzip file'),
    });
  });

  it('names a missing folder, a missing table and a table that is there twice', async () => {
    await expect(openTables(join(dir(), 'nowhere'))).rejects.toMatchObject({ code: 'FILE_FAILED' });
    await expect(openTables(dir())).rejects.toMatchObject({
      code: 'MISSING_TABLE',
      message: expect.stringContaining('it has no tables'),
    });
    await put('items.jsonl', ITEMS);
    await expect(openTables(dir(), { require: ['items', 'events'] })).rejects.toMatchObject({
      code: 'MISSING_TABLE',
      message: expect.stringContaining('"events"'),
    });
    await put('events.jsonl', lines({ profileId: 'p1', itemId: 'j1', type: 'view' }));
    await expect(openTables(dir())).rejects.toMatchObject({
      code: 'MISSING_TABLE',
      message: expect.stringContaining('"profiles"'),
    });
    await put('items.csv', 'id\n1\n');
    await expect(openTables(dir())).rejects.toMatchObject({
      code: 'INVALID_TABLE',
      message: expect.stringContaining('items.csv, items.jsonl'),
    });
  });

  it('refuses a required table of which no row can be used', async () => {
    await put('items.jsonl', lines({ title: null }));
    await expect(openTables(dir(), { onBadRow: 'skip' })).rejects.toMatchObject({
      code: 'MISSING_TABLE',
      message: expect.stringContaining('can be used'),
    });
  });
});
