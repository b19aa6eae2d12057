import { AD_MEASURES } from './ad-measures.ts';
import type { Measure } from '../../distill/policy/measure.ts';
import { PAIR_MEASURES } from './pair-measures.ts';

/** Every measure that a policy document can name. */
export const MEASURES: readonly Measure[] = [...PAIR_MEASURES, ...AD_MEASURES];

/** The measure of a name, whatever its case, or undefined. */
export function measureNamed(name: string): Measure | undefined {
  const wanted = name.trim().toLowerCase();
  return MEASURES.find((measure) => measure.name.toLowerCase() === wanted);
}
