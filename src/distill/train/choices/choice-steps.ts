import type { Schema } from '../../../core/features/schema.ts';
import { addSignal, type Signals } from '../../../core/personalization/signals.ts';
import type { Random } from '../../../core/math/random.ts';
import type { LogEvent } from '../../../core/types.ts';
import { append } from '../../../core/math/append.ts';
import { createEventTypes, type EventTypes } from '../../tables/event-types.ts';
import { createAlternatives } from './alternatives.ts';
import type { CandidateList } from '../data/lists.ts';
import type { PairData } from '../data/pair-data.ts';
import type { StudentLists } from '../data/student-lists.ts';

/** One choice of a user who had chosen before, among the items of a list. */
export interface ChoiceStep {
  /** What the user had done until then. */
  signals: Signals;
  /** The chosen item first. */
  list: CandidateList;
  /** Rank at which each item of the list was shown, from 1; 0 where the log does not say. */
  positions: Int32Array;
}

/** A choice whose alternatives are still to be found. */
export interface Choice {
  profile: number;
  item: number;
  at: number;
  signals: Signals;
  /** The slate that it was made in, a key of {@link ShownSlates}. */
  slate: string | undefined;
}

/** Rank (0 where unknown) of each item that a slate showed, by slate. */
type ShownSlates = ReadonlyMap<string, ReadonlyMap<number, number>>;

/** The second and later choices of each profile, in order of profile and time; without alternatives. */
export function readChoices(
  data: PairData,
  lists: StudentLists,
  events: readonly LogEvent[],
  types: EventTypes = createEventTypes(),
): Choice[] {
  const byProfile = new Map<string, LogEvent[]>();
  for (const event of events) {
    if (event.at === undefined || event.type === 'impression') continue;
    append(byProfile, event.profileId, event);
  }
  const choices: Choice[] = [];
  for (const [profileId, own] of [...byProfile].sort(([a], [b]) => (a < b ? -1 : 1))) {
    own.sort((a, b) => a.at! - b.at!);
    const profile = data.profileIndex.get(profileId)!;
    let signals: Signals = [];
    const seen = new Set<number>();
    for (const event of own) {
      const item = data.itemIndex.get(event.itemId)!;
      const at = event.at!;
      if (signals.length > 0 && !seen.has(item) && types.weight(event.type) >= 0) {
        choices.push({ profile, item, at, signals, slate: slateKey(event) });
      }
      seen.add(item);
      const code = lists.codes.subarray(item * lists.stride, (item + 1) * lists.stride);
      signals = addSignal(signals, { itemId: event.itemId, type: event.type, at, code });
    }
  }
  return choices;
}

function slateKey({ slateId, profileId }: LogEvent): string | undefined {
  return slateId === undefined ? undefined : `${profileId}\n${slateId}`;
}

/**
 * Adds what else the users could have chosen, so that choices are learned from lists that resemble those
 * served: the items of the slate that were not taken, where the log has slates, else {@link createAlternatives}.
 * Nobody's earlier items are alternatives.
 */
export function withAlternatives(
  choices: readonly Choice[],
  schema: Schema,
  data: PairData,
  lists: StudentLists,
  events: readonly LogEvent[],
  random: Random,
): ChoiceStep[] {
  const slates = readShown(data, events);
  const alternatives = createAlternatives(schema, data, lists, events, choices, random);
  return choices.map(({ profile, item, at, signals, slate }) => {
    const past = new Set(signals.map((signal) => data.itemIndex.get(signal.itemId)!));
    const shown = slate === undefined ? undefined : slates.get(slate);
    const others =
      shown === undefined
        ? alternatives(item, at, past)
        : [...shown.keys()].filter((other) => other !== item && !past.has(other));
    const items = Int32Array.of(item, ...others);
    const positions = items.map((other) => shown?.get(other) ?? 0);
    return { signals, list: { profile, items, at }, positions };
  });
}

function readShown(data: PairData, events: readonly LogEvent[]): ShownSlates {
  const slates = new Map<string, Map<number, number>>();
  for (const event of events) {
    const key = slateKey(event);
    if (key === undefined || event.type !== 'impression') continue;
    let items = slates.get(key);
    if (items === undefined) slates.set(key, (items = new Map()));
    items.set(data.itemIndex.get(event.itemId)!, event.position ?? 0);
  }
  return slates;
}
