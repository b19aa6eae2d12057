import { POOR_CAP } from '../../core/limits/stand-behind.ts';
import { append } from '../../core/math/append.ts';
import { hashString } from '../../core/math/hash.ts';
import type { Item } from '../../core/types.ts';
import type { SignalRecord } from '../signals/signal-log.ts';
import type { Seen } from '../types.ts';
import type { ArrangedInput } from './arranged.ts';

/** A list as the person knows it, by the items' indices. */
export interface ListView {
  /** As it was handed over, with what cannot be read. */
  given: { items: readonly Item[]; places: Uint32Array; count: number };
  dismissed: ReadonlySet<number>;
  excluded: ReadonlySet<number>;
  /** Whether no limit forbids it, and it was not dismissed. */
  isOpen(i: number): boolean;
  impressions(i: number): number;
  /** What the person did with an item; undefined where there is nothing. */
  seen(i: number): Seen | undefined;
  /** The ranks (from 0) that items keep, by index. */
  pinned(): ReadonlyMap<number, number>;
  /** Tells the list from others. */
  key(): number;
  ids: readonly string[];
  input: ArrangedInput;
}

/** Copies of an item in one list have its key and a number. */
const COPY = /#\d+$/;

export function createListView(input: ArrangedInput): ListView {
  const { ids, items, unread, personal, wishes, base, options } = input;
  const journal = options.journal();
  const records = new Map<string, SignalRecord[]>();
  for (const [, record] of personal.log?.all() ?? []) append(records, record.itemId, record);
  const recordsOf = (id: string): readonly SignalRecord[] =>
    records.get(id) ?? (id.includes('#') ? records.get(id.replace(COPY, '')) : undefined) ?? [];
  /** Those of the list that the person did one of some things with. */
  const having = (isMeant: (record: SignalRecord) => boolean): Set<number> => {
    const found = new Set<number>();
    if (records.size === 0) return found;
    for (let i = 0; i < ids.length; i++) if (recordsOf(ids[i]!).some(isMeant)) found.add(i);
    return found;
  };
  const gone = personal.log?.dismissed() ?? new Set();
  const dismissed = gone.size > 0 ? having(({ itemId }) => gone.has(itemId)) : new Set<number>();
  const { exclude = [] } = wishes;
  const excluded =
    exclude.length > 0 ? having(({ type }) => exclude.includes(type)) : new Set<number>();
  if (exclude.includes('impression') && journal) {
    for (let i = 0; i < ids.length; i++) if (journal.impressions(ids[i]!) > 0) excluded.add(i);
  }
  const caps = base.scored.limited?.caps;
  const isOpen = (i: number): boolean =>
    !dismissed.has(i) && (caps === undefined || caps[i]! > POOR_CAP);
  const impressions = (i: number): number => journal?.impressions(ids[i]!) ?? 0;
  return {
    given: { items, places: placesOf(ids.length, unread), count: ids.length + unread.length },
    dismissed,
    excluded,
    isOpen,
    impressions,
    seen(i) {
      const own = recordsOf(ids[i]!);
      const count = impressions(i);
      if (own.length === 0 && count === 0) return undefined;
      const types = [...new Set(own.map(({ type }) => type).reverse())];
      const at = own.at(-1)?.at ?? journal!.shownAt(ids[i]!);
      return { types, at, impressions: count };
    },
    pinned() {
      const ranks = new Map<number, number>();
      const { pinned } = wishes;
      if (pinned === undefined) return ranks;
      const at = new Map(ids.map((id, i) => [id, i]));
      const wanted: [string, number | undefined][] = Array.isArray(pinned)
        ? (pinned as string[]).map((id) => [id, journal?.lastRank(id)])
        : Object.entries(pinned as Record<string, number>);
      for (const [id, rank] of wanted) {
        const i = at.get(id);
        if (i === undefined || !isOpen(i) || excluded.has(i)) continue;
        ranks.set(i, rank === undefined ? i : rank - 1);
      }
      return ranks;
    },
    key: () => hashString(ids.join('\n'), 0),
    ids,
    input,
  };
}

/** Where each item stood in the list that was handed over, from 0: what cannot be read took places too. */
function placesOf(count: number, unread: readonly { index: number }[]): Uint32Array {
  const gaps = new Set(unread.map(({ index }) => index));
  const places = new Uint32Array(count);
  let place = -1;
  for (let i = 0; i < count; i++) {
    while (gaps.has(++place));
    places[i] = place;
  }
  return places;
}
