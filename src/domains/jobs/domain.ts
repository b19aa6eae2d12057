import type { DomainCode } from '../../distill/domain.ts';
import { createMarket } from './market/create-market.ts';
import { marketReadme } from './market/market-readme.ts';
import { MARKET_PRESETS } from './market/presets.ts';
import { occupationNames } from './occupation-names.ts';
import { skillTerms } from './skill-terms.ts';
import { jobsSweeps } from './sweeps/jobs-sweeps.ts';
import { createTaughtFacts } from './taught-facts.ts';

/** What jobs say in code beside their folder. */
export const jobsCode: DomainCode = {
  createTaughtFacts,
  terms: skillTerms,
  names: () => ({ occupations: occupationNames() }),
  sweeps: jobsSweeps,
  simulate(preset, seed, matches = []) {
    const market = createMarket({ ...MARKET_PRESETS[preset], seed, titles: matches });
    const { items, profiles, events, slates, truth } = market;
    const { pairs, ...rest } = truth;
    return {
      items,
      profiles,
      events,
      slates,
      now: truth.endMs,
      readme: marketReadme(market),
      beside: { 'truth.json': rest, 'truth-pairs.jsonl': pairs },
    };
  },
};
