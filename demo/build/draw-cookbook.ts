import {
  createRubricGrader,
  domains,
  requirePolicy,
  simulateDomain,
  type Item,
  type RubricGrader,
} from 'pocketrank/distill';
import type { PersonFile } from '../read/person.ts';
import { noonOf } from '../read/shift-days.ts';
import { keyOf } from '../read/shown.ts';
import { readFacts, valuesAt } from './read-facts.ts';
import type { RoomPerson, RoomSource, Search } from './room.ts';

/** How many items each room draws from. */
const DRAWN = 3000;

/**
 * Draws the people of a room of the cookbook, each with what a search would bring of items drawn from the domain's own
 * sample, and the limits that the policy's grader finds to hold. Deterministic.
 *
 * @param day the day of the data, as ISO 8601
 */
export async function drawCookbook(room: RoomSource, day: string): Promise<PersonFile[]> {
  const domain = await domains.open(room.id);
  const { items } = await simulateDomain(domain, {
    preset: 'quick',
    seed: room.seed,
    now: Date.parse(day),
    sizes: { items: DRAWN, profiles: 1, sessions: 0 },
  });
  const rubric = createRubricGrader(requirePolicy(domain), { now: noonOf(day) });
  return room.people.map((person) => drawPerson(person, room, day, items, rubric));
}

function drawPerson(
  person: RoomPerson,
  room: RoomSource,
  day: string,
  drawn: readonly Item[],
  rubric: RubricGrader,
): PersonFile {
  const { id, name, line, profile } = person;
  const items = candidatesFor(person, drawn);
  const heldOf = (item: Item): string[] => {
    const graded = rubric.grade(profile, item);
    return 'limits' in graded ? graded.limits.map((limit) => limit.name) : [];
  };
  return {
    id: `${room.id}-${id}`,
    name,
    line,
    day,
    profile,
    items,
    against: {},
    shown: Object.fromEntries(items.map((item) => [keyOf(item), readFacts(item, room)])),
    held: Object.fromEntries(items.map((item) => [keyOf(item), heldOf(item)])),
  };
}

/** As many of each search as it asks for, none twice; those written by hand stand among them. */
function candidatesFor({ search, items: written }: RoomPerson, drawn: readonly Item[]): Item[] {
  const chosen = new Set<Item>();
  for (const { path, is, count } of search) {
    const found = drawn.filter((item) => !chosen.has(item) && isWanted(item, path, is));
    for (const item of found.slice(0, count)) chosen.add(item);
  }
  const list = drawn.filter((item) => chosen.has(item));
  written.forEach((item, at) => list.splice(7 + 11 * at, 0, item));
  return list;
}

function isWanted(item: Item, path: Search['path'], is: Search['is']): boolean {
  if (path === undefined) return true;
  return valuesAt(item, path.split('.')).some((value) => is?.includes(String(value)));
}
