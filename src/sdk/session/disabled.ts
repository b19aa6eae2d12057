import { PocketRankError } from '../../core/errors.ts';
import { keyPaths } from '../../core/reading/item-paths.ts';
import { openItems } from '../../core/reading/open-items.ts';
import { readKey } from '../../core/reading/read-key.ts';
import type { Item } from '../../core/types.ts';
import { uniqueId } from '../ranking/encode-list.ts';
import { ownOptions } from '../own-options.ts';
import { createCounts, tellCounts } from '../signals/insight-counts.ts';
import { forgetEarlier } from '../storage/forget-earlier.ts';
import { DATABASE_NAME } from '../storage/mark.ts';
import type { RankedItem, Ranking, RankOptions, Reranker, RerankerOptions } from '../types.ts';
import { checkRankOptions } from '../validate.ts';

const REASON = 'The host has switched it off.';

/**
 * A reranker that is switched off: lists keep the order in which they come, nothing is noted, nothing is stored, no model
 * is asked for.
 */
export function createDisabled({ storageName = DATABASE_NAME }: RerankerOptions): Reranker {
  let isDisposed = false;
  const alive = (): void => {
    if (isDisposed) throw new PocketRankError('DISPOSED', 'This reranker was disposed of.');
  };
  /** A method that does nothing. */
  const nothing =
    <T>(value: () => T) =>
    async (): Promise<T> => {
      alive();
      return value();
    };
  const silent = (): (() => void) => {
    alive();
    return () => {};
  };
  return {
    rank: async <T extends Item>(given: object, options: RankOptions = {}) => {
      alive();
      const asked = ownOptions(options);
      await checkRankOptions(asked);
      return listAsGiven<T>(given, asked.limit ?? Infinity);
    },
    record: nothing(() => ''),
    observe: silent,
    subscribe: silent,
    on: silent,
    export: nothing(() => ({
      version: 2 as const,
      exportedAt: new Date().toISOString(),
      signals: [],
      impressions: {},
      counts: createCounts(),
      knownItems: 0,
    })),
    import: nothing(() => 0),
    insights: nothing(() => tellCounts(createCounts())),
    async forget() {
      alive();
      await forgetEarlier(storageName);
    },
    undo: nothing(() => undefined),
    setConsent: nothing(() => undefined),
    flush: nothing(() => false),
    update: nothing(() => 'none' as const),
    engine: { name: 'none', reason: REASON, rejected: [] },
    model: { hash: '', from: 'memory', alpha: 0, weights: {}, metadata: {} },
    storage: { kind: 'memory', reason: REASON },
    dispose: () => void (isDisposed = true),
  };
}

/** A list as it comes, by keys at the usual places. */
function listAsGiven<T extends Item>(given: object, limit: number): Ranking<T> {
  const list = openItems(given, [], ['jobs']) as readonly T[];
  const seen = new Map<string, number>();
  const items = list.slice(0, limit).map((item, i): RankedItem<T> => ({
    id: uniqueId(readKey(item, keyPaths({})) ?? '#', seen),
    item,
    score: 0,
    policy: 0,
    click: 0,
    heads: {},
    personal: 0,
    rank: i + 1,
    baseRank: i + 1,
    givenRank: i + 1,
  }));
  const none = { encodeMs: 0, scoreMs: 0, personalizeMs: 0, orderMs: 0, totalMs: 0 };
  return {
    items,
    unread: [],
    engine: 'none',
    timings: { ...none, encodedItems: 0 },
    why: () => [],
  };
}
