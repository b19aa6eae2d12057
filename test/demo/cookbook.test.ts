import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { commandFor, COOKBOOK_MODELS } from '../../demo/build/cookbook.ts';
import { drawCookbook } from '../../demo/build/draw-cookbook.ts';
import { readRooms, type RoomSource } from '../../demo/build/room.ts';
import { checkList, countLimits } from '../../demo/cookbook/limits.ts';
import { readWish, wishesOf } from '../../demo/cookbook/wishes.ts';
import { isBad } from '../../demo/page/verdict.ts';
import { noonOf } from '../../demo/read/shift-days.ts';
import { loadStudent } from '../../src/core/student/load.ts';
import { domains } from '../../src/domains/registry.ts';
import { createReranker } from '../../src/sdk/index.ts';

const DAY = '2026-06-30';
const TOP = 10;
let rooms: RoomSource[];

beforeAll(async () => {
  rooms = (await readRooms(new URL('../../demo/rooms/', import.meta.url))).slice(1);
});

const modelOf = async (id: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await readFile(new URL(`${id}.safetensors`, COOKBOOK_MODELS)));

describe.each(['products', 'care', 'lending'])('the cookbook’s room of %s', (id) => {
  it('has a model that loads and was made of the domain as it is', async () => {
    const { schema, metadata } = loadStudent(await modelOf(id));
    const domain = await domains.open(id);
    const names = ({ name }: { name: string }): string => name;
    expect(schema.source.name).toBe(id);
    expect(schema.source.fields.map(names)).toEqual(domain.schema.fields.map(names));
    expect(schema.source.measures!.map(names)).toEqual(domain.schema.measures!.map(names));
    expect(JSON.parse(metadata['limits']!).length).toBeGreaterThan(20);
    expect(commandFor(id)).toContain(`--domain ${id} `);
  });

  it('holds down what the policy’s grader does and nothing else, follows clicks, and lets nothing bad in', async () => {
    const room = rooms.find((one) => one.id === id)!;
    const model = await modelOf(id);
    for (const { profile, items, held, day, id: person, shown, ...others } of await drawCookbook(
      room,
      DAY,
    )) {
      expect(items.length, person).toBeGreaterThan(40);
      expect(Object.values(shown!).every(({ title, facts }) => title && facts.length > 1)).toBe(
        true,
      );
      const reranker = await createReranker({ model: model.slice(), now: () => noonOf(day) });
      const rank = () => reranker.rank(items, { profile, alpha: room.alpha });
      const before = await rank();
      const rows = countLimits(reranker.model.metadata, before, held);
      expect(rows.filter(({ differ }) => differ > 0)).toEqual([]);
      expect(rows.some((row) => row.held > 0)).toBe(true);
      expect(checkList(before, rows)).toEqual({ isUnderCaps: true, isBehind: true, isSame: true });
      const whole = { ...others, id: person, profile, items, day };
      const free = before.items.filter((item) => !isBad(item, whole, room));
      for (const { id: itemId } of free.slice(3, 6))
        await reranker.record({ type: 'click', itemId });
      const after = await rank();
      const place = (list: typeof before, itemId: string): number =>
        list.items.findIndex((one) => one.id === itemId);
      expect(place(after, free[5]!.id), person).toBeLessThanOrEqual(place(before, free[5]!.id));
      const refused = after.items[1]!.id;
      await reranker.record({ type: room.refuse, itemId: refused });
      const top = (await rank()).items.slice(0, TOP);
      expect(top.map((item) => item.id)).not.toContain(refused);
      if (free.length >= TOP) expect(top.filter((item) => isBad(item, whole, room))).toEqual([]);
      reranker.dispose();
    }
  });
});

describe('wishes', () => {
  const own = { attributes: { budget: 140, brands: ['Veloce'], place: { city: 'Hamburg' } } };

  it('are what one line can hold', () => {
    expect(wishesOf(own).map(({ name }) => name)).toEqual(['budget', 'brands']);
  });

  it('keep their kind when they are typed, and are unsaid when empty', () => {
    const typed = readWish(readWish(own, own, 'budget', '60,5'), own, 'brands', ' Corso , Petrov ');
    expect(typed['attributes']).toMatchObject({ budget: 60.5, brands: ['Corso', 'Petrov'] });
    expect(readWish(own, own, 'budget', ' ')['attributes']).toMatchObject({ budget: undefined });
  });
});
