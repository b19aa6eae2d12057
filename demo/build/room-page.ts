import { readFile } from 'node:fs/promises';
import { createReranker } from 'pocketrank';
import type { PersonFile } from '../read/person.ts';
import type { Room } from '../read/room.ts';
import { noonOf } from '../read/shift-days.ts';
import { html, type Html } from '../view/html.ts';
import { fillSlots, firstView } from './prerender.ts';
import type { RoomSource } from './room.ts';

/** Where the files of a room lie, relative to the site. */
export interface Places {
  people: string;
  model: string;
}

/** What the page needs to know of its room. */
export function roomOf(
  { id, one, many, keep, refuse, alpha, bad }: RoomSource,
  { people, model }: Places,
): Room {
  return { id, one, many, people, model, keep, refuse, alpha, bad };
}

/**
 * Fills the one page that all rooms share with a room: its words, and its first person's list as the page's own code
 * would draw it.
 *
 * @param more what else fills slots
 */
export async function renderRoomPage(
  template: string,
  source: RoomSource,
  places: Places,
  people: readonly PersonFile[],
  site: URL,
  more: Record<string, Html>,
): Promise<string> {
  const model = new Uint8Array(await readFile(new URL(places.model, site)));
  const first = people[0]!;
  const noon = noonOf(first.day);
  const reranker = await createReranker({ model, now: () => noon });
  const { alpha = reranker.model.alpha } = source;
  const ranking = await reranker.rank(first.items, { profile: first.profile, alpha });
  const room = roomOf(source, places);
  const slots = firstView(people, ranking, alpha, room);
  reranker.dispose();
  const { title, heading, lead, foot } = source;
  return fillSlots(template, {
    ...slots,
    room: html`${JSON.stringify(room)}`,
    title: html`${title}`,
    heading: html`${heading}`,
    lead: html`${lead}`,
    foot: html`${foot}`,
    ...more,
  });
}
