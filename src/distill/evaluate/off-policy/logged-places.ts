import type { LogEvent } from '../../../core/types.ts';
import { append } from '../../../core/math/append.ts';
import { createEventTypes, type EventTypes } from '../../tables/event-types.ts';

/** One place of a logged page: who saw which item there, how likely the logger was to put it there, and what came of it. */
export interface LoggedPlace {
  profileId: string;
  itemId: string;
  /** From 1. */
  position: number;
  /** The chance that the logger put this item at this position, in (0, 1]. */
  propensity: number;
  clicked: boolean;
  at: number | undefined;
  /** All items that might have stood there, this one included. The same array for all places of a page. */
  candidates: readonly string[];
}

/** Places that an estimate can use, and how many it cannot, by reason. */
export interface LoggedPlaces {
  places: LoggedPlace[];
  skipped: { noPropensity: number; zeroPropensity: number; noPosition: number };
}

/**
 * Reads a log for off-policy evaluation. The candidates of a page with several items are these items: its
 * propensities are of their order. A page of one item is a draw from more: from all items that were shown to
 * the same people, to people who saw the same items, and so on.
 *
 * A place whose propensity is missing or zero (or lost in rounding) cannot be weighed: it is counted and
 * left out.
 */
export function readLoggedPlaces(
  events: readonly LogEvent[],
  types: EventTypes = createEventTypes(),
): LoggedPlaces {
  const key = ({ profileId, itemId, slateId }: LogEvent): string =>
    JSON.stringify([profileId, itemId, slateId ?? null]);
  const impressions = events.filter(({ type }) => type === 'impression');
  const clicked = new Set<string>();
  for (const event of events) if (types.weight(event.type) > 0) clicked.add(key(event));

  const pages = new Map<string, string[]>();
  const pageOf = ({ profileId, slateId }: LogEvent): string => JSON.stringify([profileId, slateId]);
  for (const event of impressions) {
    if (event.slateId === undefined) continue;
    const page = pages.get(pageOf(event));
    if (page === undefined) pages.set(pageOf(event), [event.itemId]);
    else if (!page.includes(event.itemId)) page.push(event.itemId);
  }
  const poolOf = itemPools(impressions);

  const places: LoggedPlace[] = [];
  const skipped = { noPropensity: 0, zeroPropensity: 0, noPosition: 0 };
  const done = new Set<string>();
  for (const event of impressions) {
    const id = key(event);
    if (event.slateId !== undefined && done.has(id)) continue;
    done.add(id);
    const { profileId, itemId, position, propensity, at } = event;
    if (propensity === undefined) skipped.noPropensity++;
    else if (!(propensity > 0)) skipped.zeroPropensity++;
    else if (position === undefined) skipped.noPosition++;
    else {
      const page = pages.get(pageOf(event)) ?? [];
      const candidates = page.length > 1 ? page : poolOf(itemId);
      places.push({
        profileId,
        itemId,
        position,
        propensity,
        clicked: clicked.has(id),
        at,
        candidates,
      });
    }
  }
  return { places, skipped };
}

/** Items joined by people who saw several of them, as sets (union–find). */
function itemPools(impressions: readonly LogEvent[]): (itemId: string) => readonly string[] {
  const parent = new Map<string, string>();
  const rootOf = (id: string): string => {
    let root = id;
    for (let up = parent.get(root)!; up !== root; up = parent.get(root)!) {
      parent.set(root, parent.get(up)!);
      root = up;
    }
    return root;
  };
  const firstOf = new Map<string, string>();
  for (const { profileId, itemId } of impressions) {
    if (!parent.has(itemId)) parent.set(itemId, itemId);
    const first = firstOf.get(profileId);
    if (first === undefined) firstOf.set(profileId, itemId);
    else parent.set(rootOf(itemId), rootOf(first));
  }
  const pools = new Map<string, string[]>();
  for (const itemId of parent.keys()) append(pools, rootOf(itemId), itemId);
  return (itemId) => pools.get(rootOf(itemId))!;
}
