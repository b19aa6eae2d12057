import type { DomainCode } from '../../distill/domain.ts';
import { createMarket } from './market/create-market.ts';
import { MARKET_PRESETS } from './market/presets.ts';
import { createTaughtFacts } from './taught-facts.ts';

/** What jobs say in code beside their folder. */
export const jobsCode: DomainCode = {
  createTaughtFacts,
  simulate: (preset, seed) => createMarket({ ...MARKET_PRESETS[preset], seed }),
};
