import { TABLE_FORMATS } from '../../core/format/table-formats.ts';
import type { Preset } from './presets.ts';
import type { Recipe } from '../train/student/recipe.ts';
import { STUDENT_SIZES, studentOfSize } from './student-size.ts';

/** A student that differs from the full recipe's in one thing. */
export interface Variant {
  /** Unique; the full recipe's is {@link FULL}. */
  name: string;
  /** What kind of thing it is that differs. */
  kind: 'recipe' | 'labels' | 'loss' | 'warm start' | 'calibration' | 'size' | 'table';
  preset: Preset;
}

export const FULL = 'full recipe';

/** Share of the steps for which the policy teaches alone, where that is tried. */
const POLICY_FIRST = 0.25;

/**
 * The full recipe, and every variant of it that the data allows.
 *
 * @param allowed whether there are matches of taxonomies; both teachers; a click teacher that can be calibrated
 */
export function listVariants(
  preset: Preset,
  allowed: { matches: boolean; bothTeachers: boolean; calibration: boolean },
): Variant[] {
  const { recipe, student } = preset;
  const variants: Variant[] = [{ name: FULL, kind: 'recipe', preset }];
  const vary = (kind: Variant['kind'], name: string, change: Partial<Recipe>): void => {
    variants.push({ kind, name, preset: { ...preset, recipe: { ...recipe, ...change } } });
  };
  vary('labels', 'hard labels', { labels: 'hard' });
  for (const loss of ['distribution', 'margin', 'pointwise'] as const) {
    if (loss !== recipe.loss) vary('loss', `${loss} loss`, { loss });
  }
  if (allowed.matches) vary('warm start', 'no titles of taxonomies', { matches: false });
  if (allowed.bothTeachers) {
    if (recipe.policyFirst > 0) vary('warm start', 'both teachers at once', { policyFirst: 0 });
    else vary('warm start', 'policy first', { policyFirst: POLICY_FIRST });
  }
  if (allowed.calibration) {
    for (const calibration of ['labels', 'output', 'none'] as const) {
      if (calibration === recipe.calibration) continue;
      const name = calibration === 'none' ? 'no calibration' : `calibration of the ${calibration}`;
      vary('calibration', name, { calibration });
    }
  }
  for (const size of STUDENT_SIZES) {
    if (size === 'base') continue;
    const sized = { ...preset, student: studentOfSize(student, size) };
    variants.push({ kind: 'size', name: `size ${size}`, preset: sized });
  }
  for (const format of TABLE_FORMATS) {
    if (format === student.format) continue;
    const stored = { ...preset, student: { ...student, format } };
    variants.push({ kind: 'table', name: `${format} table`, preset: stored });
  }
  return variants;
}
