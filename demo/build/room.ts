import { readdir, readFile } from 'node:fs/promises';
import type { Item, Profile } from 'pocketrank/distill';
import { parse } from 'yaml';
import { z } from 'zod';

/** Which of the drawn items a search brings: those with one of these values at a path, or any. */
const search = z.object({
  path: z.string().optional(),
  is: z.array(z.string()).optional(),
  count: z.int(),
});
const object = z.record(z.string(), z.unknown());
const person = z.object({
  id: z.string(),
  name: z.string(),
  line: z.string(),
  profile: object.transform((value) => value as Profile),
  search: z.array(search),
  /** Items written by hand. */
  items: z.array(object.transform((value) => value as Item)).default([]),
});
const room = z.object({
  id: z.string(),
  /** What the room is called beside others; missing for the first page. */
  name: z.string().default(''),
  title: z.string(),
  heading: z.string(),
  lead: z.string(),
  one: z.string(),
  many: z.string(),
  keep: z.object({ type: z.string(), label: z.string() }),
  refuse: z.string(),
  bad: z.object({ words: z.string(), limits: z.array(z.string()).optional() }),
  foot: z.string(),
  /** Weight of the policy against clicks, 0 … 1; missing: the model's own. */
  alpha: z.number().min(0).max(1).optional(),
  seed: z.int().default(1),
  /** What a card tells of an item: texts with paths in braces; one of which a path is empty is left out. */
  facts: z.array(z.string()).default([]),
  chips: z.array(z.string()).default([]),
  people: z.array(person).default([]),
});

/** A room as `demo/rooms/*.yaml` states it. */
export type RoomSource = z.infer<typeof room>;
export type RoomPerson = z.infer<typeof person>;
export type Search = z.infer<typeof search>;

/** In the order of the site. */
const ORDER = ['jobs', 'products', 'care', 'lending'];

/** Reads the rooms of a folder, that of jobs first. @throws ZodError naming what is wrong in a file */
export async function readRooms(folder: URL): Promise<RoomSource[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml'));
  const rooms = await Promise.all(
    files.map(async (name) => room.parse(parse(await readFile(new URL(name, folder), 'utf8')))),
  );
  return rooms.sort((a, b) => ORDER.indexOf(a.id) - ORDER.indexOf(b.id));
}
