import { findJobKey } from '../../core/features/job-key.ts';
import { hashContent } from '../files/content-hash.ts';
import { createMarket } from '../market/create-market.ts';
import { MARKET_PRESETS } from '../market/presets.ts';
import type { Market } from '../market/types.ts';
import type { Tables } from '../tables/types.ts';

/** Draws the embedded market in a preset's size. */
export function drawMarket(preset: keyof typeof MARKET_PRESETS, seed: number): Market {
  return createMarket({ ...MARKET_PRESETS[preset], seed });
}

/** A market in the form in which tables are opened. */
export function marketTables({ jobs, profiles, events, slates }: Market): Tables {
  return {
    jobs: new Map(jobs.map((job) => [findJobKey(job)!, job])),
    profiles: new Map(profiles.map((profile) => [String(profile.id), profile])),
    events,
    grades: [],
    slates: { 'validation-slates': slates },
    files: [],
    badRows: { count: 0, byReason: {}, report: [] },
    fingerprint: hashContent(JSON.stringify([jobs, profiles, events, slates])),
  };
}

/** The tables of {@link drawMarket}. */
export function drawMarketTables(preset: keyof typeof MARKET_PRESETS, seed: number): Tables {
  return marketTables(drawMarket(preset, seed));
}
