import { addSignal, SIGNAL_LIMITS, type Signals } from '../../../core/personalization/signals.ts';
import type { Random } from '../../../core/math/random.ts';
import type { LogEvent } from '../../../core/types.ts';
import { append } from '../../../core/math/append.ts';
import type { EventTypes } from '../../tables/event-types.ts';
import type { PairData } from '../data/pair-data.ts';
import type { StudentLists } from '../data/student-lists.ts';
import type { ChoiceStep } from './choice-steps.ts';

/** Alternatives to each choice, drawn from all choices of the log: popularity itself then explains nothing. */
const ALTERNATIVES = 100;
/** How many of a profile's other choices a step may know. */
const KNOWN = [1, 2, 4, 8];
/** Choices of one profile that are asked for, at most: a few people choose a great deal. */
const MAX_TARGETS = 8;
const MINUTE_MS = 60_000;

/**
 * Steps of a log whose choices have no times: each choice of a profile against others', knowing some of the
 * profile's other choices in an order that means nothing.
 *
 * @param which profiles, in the order in which they count
 * @param now ms since 1970
 */
export function untimedSteps(
  data: PairData,
  lists: StudentLists,
  events: readonly LogEvent[],
  types: EventTypes,
  which: readonly number[],
  now: number,
  random: Random,
): ChoiceStep[] {
  const chosen = new Map<number, LogEvent[]>();
  const all: number[] = [];
  for (const event of inOrder(events)) {
    if (event.at !== undefined || !(types.weight(event.type) > 0)) continue;
    append(chosen, data.profileIndex.get(event.profileId)!, event);
    all.push(data.itemIndex.get(event.itemId)!);
  }
  const itemOf = (event: LogEvent): number => data.itemIndex.get(event.itemId)!;
  return which.flatMap((profile) => {
    const own = new Map((chosen.get(profile) ?? []).map((event) => [itemOf(event), event]));
    if (own.size < 2) return [];
    const targets = random.shuffle([...own.keys()]).slice(0, MAX_TARGETS);
    return targets.flatMap((target): ChoiceStep[] => {
      const others = random.shuffle([...own.values()].filter((event) => itemOf(event) !== target));
      const items = Int32Array.of(target, ...drawOthers(all, own, random));
      const list = { profile, items, at: now };
      const positions = new Int32Array(items.length);
      return KNOWN.filter((_, k) => k === 0 || others.length > KNOWN[k - 1]!).map((count) => ({
        signals: signalsOf(others.slice(0, Math.min(count, SIGNAL_LIMITS.count))),
        list,
        positions,
      }));
    });
  });

  function signalsOf(known: readonly LogEvent[]): Signals {
    let signals: Signals = [];
    for (const [i, { itemId, type }] of known.entries()) {
      const from = data.itemIndex.get(itemId)! * lists.stride;
      const code = lists.codes.subarray(from, from + lists.stride);
      const at = now - (known.length - i) * MINUTE_MS;
      signals = addSignal(signals, { itemId, type, at, code });
    }
    return signals;
  }
}

/** As if the log stood in another order: none of it means anything. */
function inOrder(events: readonly LogEvent[]): LogEvent[] {
  const keyOf = ({ profileId, itemId }: LogEvent): string => `${profileId}\n${itemId}`;
  return [...events].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
}

/** Different items that somebody chose, and the profile did not. */
function drawOthers(
  all: readonly number[],
  own: ReadonlyMap<number, unknown>,
  random: Random,
): Set<number> {
  const others = new Set<number>();
  for (let tries = 0; tries < 4 * ALTERNATIVES && others.size < ALTERNATIVES; tries++) {
    const item = all[random.integer(all.length)]!;
    if (!own.has(item)) others.add(item);
  }
  return others;
}
