import { compareReasons } from '../../core/explain/compare.ts';
import type { Reason } from '../../core/explain/reason.ts';
import type { Ranking } from '../types.ts';
import { phrasesOf } from './phrases-of.ts';
import type { RankerOptions } from './ranker-options.ts';

/** Why one explained item scores differently from another, see {@link Ranking.why}. */
export const why = (
  options: RankerOptions,
  above: readonly Reason[],
  below: readonly Reason[],
): ReturnType<Ranking['why']> => compareReasons(above, below, phrasesOf(options));
