import type { LogEvent } from '../../../core/types.ts';
import { append } from '../../../core/math/append.ts';
import { createEventTypes, type EventTypes } from '../../tables/event-types.ts';
import type { PairData } from './pair-data.ts';

/** Items shown together, and what was clicked. */
export interface Impressions {
  profile: number;
  items: Int32Array;
  /** 1 where the item was chosen by a click or more, else 0. */
  clicked: Float32Array;
  /** 1 where a negative event says that the item is not wanted, which says that it was looked at. */
  dismissed: Float32Array;
  /** Rank at which each was shown, from 1; 0 where the log does not say. */
  positions: Int32Array;
  at: number;
}

/** An item that somebody chose, from a log that does not say what else was shown. */
export interface Choice {
  profile: number;
  item: number;
  at: number;
}

/** What a log says, in the two forms that teachers learn from. */
export interface Interactions {
  impressions: Impressions[];
  choices: Choice[];
}

/**
 * Groups events. Those of a slate that has impressions make one {@link Impressions}; every other positive
 * event is a {@link Choice}, once a profile and item.
 *
 * @param fallback the time of events without one, ms since 1970
 */
export function readInteractions(
  data: PairData,
  events: readonly LogEvent[],
  fallback: number,
  types: EventTypes = createEventTypes(),
): Interactions {
  const slates = new Map<string, LogEvent[]>();
  const loose: LogEvent[] = [];
  for (const event of events) {
    if (event.slateId === undefined) loose.push(event);
    else append(slates, `${event.profileId}\n${event.slateId}`, event);
  }
  const impressions: Impressions[] = [];
  for (const list of slates.values()) {
    if (list.some((event) => event.type === 'impression')) {
      impressions.push(asImpressions(data, list, fallback, types));
    } else {
      loose.push(...list);
    }
  }
  const choices: Choice[] = [];
  const seen = new Set<string>();
  for (const event of loose) {
    const key = `${event.profileId}\n${event.itemId}`;
    if (!(types.weight(event.type) > 0) || seen.has(key)) continue;
    seen.add(key);
    choices.push({
      profile: data.profileIndex.get(event.profileId)!,
      item: data.itemIndex.get(event.itemId)!,
      at: event.at ?? fallback,
    });
  }
  return { impressions, choices };
}

function asImpressions(
  data: PairData,
  events: readonly LogEvent[],
  fallback: number,
  types: EventTypes,
): Impressions {
  // Whatever somebody did to an item of a slate, it was shown there, also where the log says so of others only.
  const place = new Map<number, number>();
  for (const event of events) {
    const item = data.itemIndex.get(event.itemId)!;
    if (!place.has(item)) place.set(item, place.size);
  }
  const made: Impressions = {
    profile: data.profileIndex.get(events[0]!.profileId)!,
    items: Int32Array.from(place.keys()),
    clicked: new Float32Array(place.size),
    dismissed: new Float32Array(place.size),
    positions: new Int32Array(place.size),
    at: events[0]!.at ?? fallback,
  };
  for (const event of events) {
    const at = place.get(data.itemIndex.get(event.itemId)!)!;
    if (event.type === 'impression' || made.positions[at] === 0) {
      made.positions[at] = event.position ?? made.positions[at]!;
    }
    // A view of a page follows a click; on its own it may be an impression by another name.
    if (types.isChoice(event.type)) made.clicked[at] = 1;
    if (types.weight(event.type) < 0) made.dismissed[at] = 1;
  }
  return made;
}
