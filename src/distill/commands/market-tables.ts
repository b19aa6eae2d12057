import { findItemKey } from '../../core/features/item-key.ts';
import { hashContent } from '../files/content-hash.ts';
import { createMarket } from '../../domains/jobs/market/create-market.ts';
import { MARKET_PRESETS } from '../../domains/jobs/market/presets.ts';
import type { Market } from '../../domains/jobs/market/types.ts';
import { latestTime } from '../tables/latest-time.ts';
import { createEventTypes } from '../tables/event-types.ts';
import type { Tables } from '../tables/types.ts';

/** Draws the embedded market in a preset's size. */
export function drawMarket(preset: keyof typeof MARKET_PRESETS, seed: number): Market {
  return createMarket({ ...MARKET_PRESETS[preset], seed });
}

/** A market in the form in which tables are opened. */
export function marketTables({ items, profiles, events, slates }: Market): Tables {
  return {
    items: new Map(items.map((item) => [findItemKey(item)!, item])),
    profiles: new Map(profiles.map((profile) => [String(profile.id), profile])),
    events,
    grades: [],
    slates: { 'validation-slates': slates },
    files: [],
    eventTypes: createEventTypes(),
    now: latestTime(events)!,
    badRows: { count: 0, byReason: {}, report: [] },
    fingerprint: hashContent(JSON.stringify([items, profiles, events, slates])),
  };
}

/** The tables of {@link drawMarket}. */
export function drawMarketTables(preset: keyof typeof MARKET_PRESETS, seed: number): Tables {
  return marketTables(drawMarket(preset, seed));
}
