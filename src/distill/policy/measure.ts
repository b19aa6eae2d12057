interface Described {
  /** As the policy document writes it; case does not matter there. */
  name: string;
  /** One line for the document's table of measures. */
  description: string;
  /** Whether it compares both sides, or speaks of the item alone, which is no evidence of a match. */
  of: 'pair' | 'item';
  /** Whether a device can compute it; of a taught one the student has learned what it could. */
  isCarried: boolean;
  /** Whether it rests on a protected attribute that is exempt for limits: nothing else may use it. */
  isForLimitsAlone: boolean;
}

export interface NumberMeasure extends Described {
  kind: 'number';
  /** `%` measures are shares: the document writes 80 %, the value is 0.8. Empty where it has none. */
  unit: string;
  /** The possible values; Infinity where open. */
  min: number;
  max: number;
  /** Takes whole numbers only, so that no gap lies between 1 and 2. */
  integer: boolean;
  /** Which end is the better fit; undefined where the best lies between. */
  better: 'more' | 'less' | undefined;
}

export interface CategoryMeasure extends Described {
  kind: 'category';
  values: readonly string[];
}

/** What a policy table knows of a measure of the schema. */
export type Measure = NumberMeasure | CategoryMeasure;
