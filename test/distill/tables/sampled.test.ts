import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkHeap } from '../../../src/distill/memory/check-heap.ts';
import { withDuckDB } from '../../../src/distill/tables/duckdb.ts';
import { createEventTypes } from '../../../src/distill/tables/event-types.ts';
import { createKeySet } from '../../../src/distill/tables/key-set.ts';
import { latestEvents } from '../../../src/distill/tables/latest-events.ts';
import { openTables } from '../../../src/distill/tables/open-tables.ts';
import type { SampleOptions } from '../../../src/distill/tables/types.ts';
import { lines, useFolder } from './tables-helpers.ts';

const { dir, put } = useFolder();
const NOW = Date.UTC(2024, 0, 1);
const eventTypes = createEventTypes();

/** A log of 200 people and 300 items, in which person n does n % 7 things, and four bad rows. */
function log(): object[] {
  const rows: object[] = [];
  for (let p = 0; p < 200; p++) {
    for (let e = 0; e < p % 7; e++) {
      const itemId = `i${(p * 13 + e * e) % 300}`;
      rows.push({ profileId: `p${p}`, itemId, type: 'click', at: NOW - e * 1000, position: e + 1 });
    }
  }
  rows.splice(50, 0, { profileId: 'nobody', itemId: 'i1', type: 'click', at: NOW, position: 1 });
  rows.splice(90, 0, { profileId: 'p3', itemId: 'none', type: 'click', at: NOW, position: 1 });
  rows.splice(99, 0, { profileId: 'p4', itemId: 'i1', type: 'odd', at: NOW, position: 1 });
  rows.push({ profileId: 'p5', itemId: 'i1', type: 'view', at: NOW + 9e9, position: 1 });
  return rows;
}

async function putAll(): Promise<void> {
  await put('items.jsonl', lines(...Array.from({ length: 300 }, (_, i) => ({ id: `i${i}` }))));
  await put('profiles.jsonl', lines(...Array.from({ length: 200 }, (_, i) => ({ id: `p${i}` }))));
  await put('grades.jsonl', lines({ profileId: 'p0', itemId: 'i299', grade: 3 }));
  await put('events.jsonl', lines(...log()));
}

const open = async (sample?: SampleOptions) =>
  openTables(dir(), { now: NOW, onBadRow: 'skip', eventTypes, ...(sample && { sample }) });

describe('a sample of tables', () => {
  it('holds everything where everything may stay', async () => {
    await putAll();
    const whole = await open();
    const sampled = await open({ people: 1000, events: 10_000, items: 1000, perPerson: 50 });
    expect(sampled).toEqual(whole);
    expect(whole.badRows.count).toBe(4);
  });

  it('holds the same people with their items every time, and checks all rows', async () => {
    await putAll();
    const tables = await open({ people: 20, items: 60 });
    expect(tables.profiles.size).toBe(21);
    expect(tables.profiles.has('p0')).toBe(true);
    expect(tables.badRows.count).toBe(4);
    expect(tables.events.every(({ profileId }) => tables.profiles.has(profileId))).toBe(true);
    expect(tables.events.every(({ itemId }) => tables.items.has(itemId))).toBe(true);
    expect(tables.sampled).toMatchObject({
      items: { held: tables.items.size, all: 300 },
      profiles: { held: 21, all: 200 },
      events: { all: log().length - 4 },
    });
    expect([60, 61]).toContain(tables.items.size);
    expect(await open({ people: 20, items: 60 })).toEqual(tables);
    const more = await open({ people: 40, items: 60 });
    for (const id of tables.profiles.keys()) expect(more.profiles.has(id)).toBe(true);
    const halved = await open({ events: 100, perPerson: 3 });
    expect(halved.events.length).toBeLessThanOrEqual(100);
    expect(halved.events.length).toBeGreaterThan(30);
  });

  it('finds the same in Parquet, where DuckDB passes over sound rows of others', async () => {
    await putAll();
    const text = await open({ people: 20, perPerson: 4 });
    await withDuckDB((db) =>
      db.run(`COPY (SELECT * REPLACE (make_timestamp(1000 * "at") AS "at")
          FROM read_json('${join(dir(), 'events.jsonl')}', columns = {profileId: 'VARCHAR', itemId: 'VARCHAR',
            type: 'VARCHAR', "at": 'BIGINT', position: 'INTEGER'}))
        TO '${join(dir(), 'log.parquet')}' (FORMAT parquet, ROW_GROUP_SIZE 2048)`),
    );
    const tables = await openTables(dir(), {
      now: NOW,
      onBadRow: 'skip',
      events: ['log'],
      sample: { people: 20, perPerson: 4 },
    });
    expect(tables.events).toEqual(text.events);
    expect(tables.sampled).toEqual(text.sampled);
    expect(tables.badRows.report.map(({ line, message }) => [line, message])).toEqual(
      text.badRows.report.map(({ line, message }) => [line, message]),
    );
  });
});

describe('latestEvents', () => {
  it('takes the newest of each person and keeps slates together', () => {
    const at = (n: number) => ({ profileId: 'a', itemId: `${n}`, type: 'click', at: n });
    const slate = (n: number) => ({ ...at(n), slateId: 's' });
    const events = [at(1), slate(2), slate(3), at(9), { ...at(0), profileId: 'b' }];
    const idsOf = (limit: number) => latestEvents(events, limit).map(({ itemId }) => itemId);
    expect(idsOf(4)).toEqual(['1', '2', '3', '9', '0']);
    expect(idsOf(3)).toEqual(['2', '3', '9', '0']);
    expect(idsOf(2)).toEqual(['9', '0']);
  });
});

describe('createKeySet', () => {
  it('knows 50,000 keys and no other', () => {
    const keys = createKeySet();
    for (let i = 0; i < 50_000; i++) expect(keys.add(`key-${i}`)).toBe(true);
    expect(keys.add('key-7')).toBe(false);
    expect(keys.size).toBe(50_000);
    expect(Array.from({ length: 9 }, (_, i) => keys.has(`key-${49_996 + i}`))).toEqual(
      Array.from({ length: 9 }, (_, i) => i < 4),
    );
  });
});

describe('checkHeap', () => {
  it('has nothing to say while there is room', () => {
    expect(() => checkHeap('Reading')).not.toThrow();
  });
});
