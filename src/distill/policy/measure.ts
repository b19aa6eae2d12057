import type { PairFacts } from '../../domains/jobs/facts/pair-facts.ts';
import type { PolicySettings } from './policy.ts';

/** What a measure may look at besides the facts. */
export interface MeasureContext {
  /** Milliseconds since 1970 UTC. */
  now: number;
  settings: PolicySettings;
}

interface MeasureBase {
  /** As the policy document writes it; case does not matter there. */
  name: string;
  /** One line for the document's table of measures. */
  description: string;
  /** Whether it compares both sides, or speaks of the ad alone (which is no evidence of a match). */
  of: 'pair' | 'ad';
}

export interface NumberMeasure extends MeasureBase {
  kind: 'number';
  /** `%` measures are shares: the document writes 80 %, `read` gives 0.8. */
  unit: '%' | 'km' | 'years' | 'days' | 'levels' | 'words' | 'skills' | 'signs';
  /** The possible values; Infinity where open. */
  min: number;
  max: number;
  /** Takes whole numbers only, so that no gap lies between 1 and 2. */
  integer: boolean;
  /** Which end is the better fit; undefined where the best lies between. */
  better?: 'more' | 'less';
  /** The value, or undefined where there is no evidence. */
  read: (pair: PairFacts, context: MeasureContext) => number | undefined;
}

export interface CategoryMeasure extends MeasureBase {
  kind: 'category';
  values: readonly string[];
  /** One of `values`, or undefined where there is no evidence. */
  read: (pair: PairFacts, context: MeasureContext) => string | undefined;
}

export type Measure = NumberMeasure | CategoryMeasure;

type NumberParts = Omit<NumberMeasure, 'kind' | 'of' | 'integer'> &
  Partial<Pick<NumberMeasure, 'of' | 'integer'>>;

/** A measure that gives a number; of the pair and with fractions unless said otherwise. */
export function numberMeasure(parts: NumberParts): NumberMeasure {
  return { kind: 'number', of: 'pair', integer: false, ...parts };
}

type CategoryParts = Omit<CategoryMeasure, 'kind' | 'of'> & Partial<Pick<CategoryMeasure, 'of'>>;

/** A measure that gives one of its values; of the pair unless said otherwise. */
export function categoryMeasure(parts: CategoryParts): CategoryMeasure {
  return { kind: 'category', of: 'pair', ...parts };
}
