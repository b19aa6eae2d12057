import { compareReasons } from '../../core/explain/summary.ts';
import { createTeller } from '../../core/explain/teller.ts';
import type { Reason } from '../../core/explain/reason.ts';
import type { Ranking } from '../types.ts';
import { phrasesOf } from './phrases-of.ts';
import type { RankerOptions } from './ranker-options.ts';

/** Why one explained item scores differently from another, see {@link Ranking.why}. */
export const why = (
  options: RankerOptions,
  above: readonly Reason[],
  below: readonly Reason[],
): ReturnType<Ranking['why']> =>
  compareReasons(above, below, createTeller(options.student.schema, phrasesOf(options)));
