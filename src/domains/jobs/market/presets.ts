import type { MarketOptions } from './types.ts';

/** Sizes of a market. */
export const MARKET_PRESETS: Readonly<Record<'quick' | 'full', Omit<MarketOptions, 'seed'>>> = {
  quick: { profiles: 600, items: 1500, sessions: 3000, slateSize: 20 },
  full: { profiles: 4000, items: 8000, sessions: 20_000, slateSize: 20 },
};
