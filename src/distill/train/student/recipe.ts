/** How a student is distilled, beside its size and its steps: what the ablations vary. */
export interface Recipe {
  /**
   * What a student learns from: the teachers' own outputs, or what is left of them as ordinal labels (whole
   * grades; for clicks the few best of each list).
   */
  labels: 'soft' | 'hard';
  /**
   * What each head follows over a list: the teacher's distribution (Kullback–Leibler), its margins between
   * pairs (MarginMSE), or nothing but each pair's own probability.
   */
  loss: 'distribution' | 'margin' | 'pointwise';
  /** Whether matches of taxonomies, where there are any, teach codes first and beside everything else. */
  matches: boolean;
  /** Share of the steps in which the policy teacher alone teaches, before the click teacher joins. */
  policyFirst: number;
  /**
   * Where click probabilities are calibrated, if held-out clicks allow it: in the teacher's labels (isotonic), in
   * the student's output (affine, no order changes), or nowhere.
   */
  calibration: 'labels' | 'output' | 'none';
}

export const DEFAULT_RECIPE: Recipe = {
  labels: 'soft',
  loss: 'distribution',
  matches: true,
  policyFirst: 0,
  calibration: 'output',
};
