import type { KeyValueStore } from '../storage/key-value-store.ts';
import type { InsightCounts, RankedItem } from '../types.ts';
import { countClick, createCounts } from './insight-counts.ts';
import { parseJournal, type JournalData } from './parse-journal.ts';

/** Impressions of so many items are kept, those shown last. */
const MAX_ITEMS = 1000;
/** Where a journal lies among what is the person's own. */
const KEY = '~journal';

/**
 * What is counted beside signals: how often items were shown, and where what was clicked would have stood by other
 * orders. Kept on the device like signals, and forgotten with them.
 */
export interface Journal {
  /** Takes note of what stands on the screen now. */
  shown(items: readonly RankedItem[], against: 'given' | 'base' | undefined): void;
  noteImpression(itemId: string, at: number): void;
  /** Counts a choice of an item that had not been chosen before. */
  noteChoice(itemId: string): void;
  /** How often an item was shown, and when last (ms since 1970). */
  impressions(itemId: string): number;
  shownAt(itemId: string): number;
  /** The rank (from 1) that an item had in the last ranking. */
  lastRank(itemId: string): number | undefined;
  counts(): InsightCounts;
  data(): JournalData;
  /** Takes what was exported elsewhere: of each count the larger, so that nothing counts twice. */
  take(data: JournalData): void;
  /** Reads what the store holds; what was counted meanwhile is kept. */
  load(): Promise<void>;
  /** Forgets everything in memory. */
  clear(): void;
  /** Hands the store at once what it has not been given yet. */
  hurry(): void;
  /** Goes on in another store, into which it copies what it holds. */
  move(store: KeyValueStore): void;
}

/** Plain numbers survive JSON; `structuredClone` is younger than some browsers that can do all else. */
const copyCounts = (counts: InsightCounts): InsightCounts =>
  JSON.parse(JSON.stringify(counts)) as InsightCounts;

/** All clicks that were counted. */
const clicksOf = ({ clicks, teams }: InsightCounts): number =>
  [...teams.given, ...teams.base].reduce((sum, count) => sum + count, clicks);

export function createJournal(first: KeyValueStore): Journal {
  let store = first;
  let counts = createCounts();
  let impressions = new Map<string, [count: number, at: number]>();
  let last: readonly RankedItem[] = [];
  /** The same by id, made when it is first asked for: most rankings are followed by another. */
  let byId: Map<string, RankedItem> | undefined;
  const find = (id: string): RankedItem | undefined =>
    (byId ??= new Map(last.map((item) => [item.id, item]))).get(id);
  let against: 'given' | 'base' | undefined;
  let writing: Promise<unknown> | undefined;
  let isChanged = false;

  const data = (): JournalData => ({
    impressions: Object.fromEntries(impressions),
    counts: copyCounts(counts),
  });

  function write(): Promise<boolean> {
    isChanged = false;
    return store.write('verdicts', [[KEY, data()]]);
  }

  /** One write at a time, the first at once: what changes meanwhile goes with the next. */
  function save(): void {
    isChanged = true;
    writing ??= (async () => {
      while (isChanged) await write();
    })().finally(() => (writing = undefined));
  }

  function note(itemId: string, count: number, at: number): void {
    const before = impressions.get(itemId);
    // The latest stand last: what gives way is what was shown longest ago.
    impressions.delete(itemId);
    impressions.set(itemId, [(before?.[0] ?? 0) + count, Math.max(at, before?.[1] ?? 0)]);
    if (impressions.size > MAX_ITEMS) impressions.delete(impressions.keys().next().value!);
  }

  function add(other: JournalData): void {
    for (const [itemId, [count, at]] of Object.entries(other.impressions)) note(itemId, count, at);
    const { gains, differences, squares, teams } = other.counts;
    counts.clicks += other.counts.clicks;
    for (let i = 0; i < 3; i++) {
      counts.gains[i]! += gains[i]!;
      counts.differences[i]! += differences[i]!;
      counts.squares[i]! += squares[i]!;
    }
    for (const name of ['given', 'base'] as const) {
      for (const i of [0, 1] as const) counts.teams[name][i] += teams[name][i];
    }
  }

  function clear(): void {
    counts = createCounts();
    impressions = new Map();
    last = [];
    byId = undefined;
    // What was about to be written is forgotten too.
    isChanged = false;
  }

  return {
    shown(items, other) {
      last = items;
      byId = undefined;
      against = other;
    },
    noteImpression(itemId, at) {
      note(itemId, 1, at);
      save();
    },
    noteChoice(itemId) {
      const item = find(itemId);
      if (item === undefined) return;
      if (against && item.team) counts.teams[against][item.team === 'own' ? 0 : 1]++;
      else if (!against) countClick(counts, item);
      save();
    },
    impressions: (itemId) => impressions.get(itemId)?.[0] ?? 0,
    shownAt: (itemId) => impressions.get(itemId)?.[1] ?? 0,
    lastRank: (itemId) => find(itemId)?.rank,
    counts: () => counts,
    data,
    take(other) {
      for (const [itemId, [count, at]] of Object.entries(other.impressions)) {
        note(itemId, Math.max(0, count - (impressions.get(itemId)?.[0] ?? 0)), at);
      }
      if (clicksOf(other.counts) > clicksOf(counts)) counts = copyCounts(other.counts);
      save();
    },
    async load() {
      const stored = parseJournal(await store.get('verdicts', KEY));
      if (stored) add(stored);
    },
    clear,
    hurry: () => void (isChanged && write()),
    move(next) {
      store = next;
      save();
    },
  };
}
