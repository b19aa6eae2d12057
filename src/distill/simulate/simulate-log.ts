import { DAY_MS } from '../../core/features/evidence.ts';
import type { Random } from '../../core/math/random.ts';
import { append } from '../../core/math/append.ts';
import type { HistoryEvent, LogEvent, Slate } from '../../core/types.ts';
import type { EventTypes } from '../tables/event-types.ts';
import { createBehaviour, examination } from './behaviour.ts';
import type { CandidateDrawer } from './draw-candidates.ts';
import type { Drawn } from './draw-objects.ts';
import type { Tastes } from './tastes.ts';

/** A small world whose people look at lists of items. */
export interface World {
  items: readonly Drawn[];
  profiles: readonly Drawn[];
  tastes: Tastes;
  candidates: CandidateDrawer;
  /** The policy's grade of a pair, 0 to 4, by the places of a profile and an item. */
  grade(profile: number, item: number): number;
  types: EventTypes;
  now: number;
}

/** The log covers this many days, and ends this many days before now: then come the slates. */
const LOG_DAYS = 90;
const SLATE_DAYS = 2;
const HOUR_MS = DAY_MS / 24;
const SHOWN = [10, 20] as const;
const MAX_HISTORY = 30;
const SECONDS_A_PLACE = 8;

/**
 * Simulates sessions: a person is shown 10 to 20 of the candidates, in an order that follows their appeal, looks
 * at them with a chance that falls with the position, and does what {@link createBehaviour} says. At least one
 * session a person.
 *
 * @param size candidates of a session
 */
export function simulateEvents(
  world: World,
  sessions: number,
  size: number,
  random: Random,
): LogEvent[] {
  const { profiles, now } = world;
  const eager = profiles.map(() => Math.exp(random.normal()));
  const start = now - (LOG_DAYS + SLATE_DAYS) * DAY_MS;
  const visits = Array.from({ length: Math.max(sessions, profiles.length) }, (_, i) => {
    const day = Math.floor(random.next() * LOG_DAYS);
    const at = start + day * DAY_MS + Math.round((8 + 14 * random.next()) * HOUR_MS);
    return { profile: i < profiles.length ? i : random.weighted(eager), at };
  });
  visits.sort((a, b) => a.at - b.at);
  return visits.flatMap(({ profile, at }, s) =>
    simulateSession(world, profile, `session-${s + 1}`, at, size, random),
  );
}

function simulateSession(
  world: World,
  profile: number,
  slateId: string,
  start: number,
  size: number,
  random: Random,
): LogEvent[] {
  const { items, profiles, tastes, types } = world;
  const behaviour = createBehaviour(types);
  const profileId = profiles[profile]!.id;
  const ranked = world
    .candidates(profiles[profile]!, size, random)
    .map((item) => ({ item, score: tastes.appeal(item) + random.normal() }))
    .sort((a, b) => b.score - a.score);
  const [least, most] = SHOWN;
  const shown = ranked.slice(0, least + random.integer(most - least + 1));
  const impression = types.names.find((type) => types.weight(type) === 0);
  const impressions: LogEvent[] = [];
  const others: LogEvent[] = [];
  let at = start;
  for (const [place, { item }] of shown.entries()) {
    const position = place + 1;
    const event = { profileId, itemId: items[item]!.id, position, slateId };
    if (impression !== undefined) impressions.push({ ...event, type: impression, at: start });
    if (random.next() >= examination(position)) continue;
    at += Math.round(1000 * SECONDS_A_PLACE * (0.5 + random.next()));
    const pull = tastes.taste(profile, item) + tastes.appeal(item);
    for (const deed of behaviour.deeds(world.grade(profile, item), pull, random)) {
      others.push({ ...event, ...deed, at });
      at += (deed.dwellMs ?? 0) + 1000;
    }
  }
  return [...impressions, ...others];
}

/**
 * Simulates what is measured on: lists in the last days, each of a person of the log, who looks at all of it.
 * A gain is how strongly the item was wanted: 1 a click, more for each choice beyond it.
 *
 * @param count slates, at most one a person
 * @param size candidates of a slate
 */
export function simulateSlates(
  world: World,
  events: readonly LogEvent[],
  count: number,
  size: number,
  random: Random,
): Slate[] {
  const { items, profiles, tastes, types, now } = world;
  const behaviour = createBehaviour(types);
  const histories = new Map<string, HistoryEvent[]>();
  for (const { profileId, itemId, type, at, dwellMs } of events) {
    if (types.weight(type) === 0) continue;
    const event = { itemId, type, at: at!, ...(dwellMs === undefined ? {} : { dwellMs }) };
    append(histories, profileId, event);
  }
  const order = random.shuffle(Array.from({ length: profiles.length }, (_, i) => i));
  return order.slice(0, count).flatMap((profile, s): Slate[] => {
    const { id: profileId } = profiles[profile]!;
    const candidates = world.candidates(profiles[profile]!, size, random);
    const gains: Record<string, number> = {};
    for (const item of candidates) {
      const pull = tastes.taste(profile, item) + tastes.appeal(item);
      const deeds = behaviour.deeds(world.grade(profile, item), pull, random);
      const gain = Math.max(0, ...deeds.map(({ type }) => types.weight(type)));
      if (gain > 0 && deeds.some(({ type }) => types.isChoice(type))) {
        gains[items[item]!.id] = gain;
      }
    }
    if (Object.keys(gains).length === 0) return [];
    const history = (histories.get(profileId) ?? []).slice(-MAX_HISTORY);
    const at = now - Math.round(random.next() * SLATE_DAYS * DAY_MS);
    const ids = candidates.map((item) => items[item]!.id);
    return [{ id: `slate-${s + 1}`, profileId, at, candidates: ids, gains, history }];
  });
}
