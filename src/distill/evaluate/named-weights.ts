import { PocketRankError } from '../../core/errors.ts';
import type { Student } from '../../core/student/student.ts';

/** What outputs are worth in the score, by their names. */
export function namedWeights(
  { outputs, weights: own }: Pick<Student, 'outputs' | 'weights'>,
  weights: readonly number[] = own,
): Record<string, number> {
  return Object.fromEntries(outputs.map((name, k) => [name, weights[k]!]));
}

/** The score in words: `0.6 · policy + 0.4 · click`; without what weighs nothing. */
export function weightsText(weights: Readonly<Record<string, number>>): string {
  return Object.entries(weights)
    .filter(([, weight]) => weight > 0)
    .map(([name, weight]) => `${Number(weight.toFixed(6))} · ${name}`)
    .join(' + ');
}

/**
 * Weights by name as a list by output, in sum 1; 0 of what is left out.
 *
 * @throws INVALID_ARGUMENT for a name that is no output, and where nothing weighs anything
 */
export function weightsByName(
  outputs: readonly string[],
  weights: Readonly<Record<string, number>>,
): number[] {
  const stranger = Object.keys(weights).find((name) => !outputs.includes(name));
  if (stranger !== undefined) {
    throw new PocketRankError('INVALID_ARGUMENT', `There is no output "${stranger}" to weigh.`, {
      hint: `The model has ${outputs.join(', ')}.`,
    });
  }
  const list = outputs.map((name) => weights[name] ?? 0);
  const sum = list.reduce((all, weight) => all + weight, 0);
  if (!(sum > 0)) {
    throw new PocketRankError('INVALID_ARGUMENT', 'The weights of the outputs sum to nothing.', {
      hint: `Give at least one of ${outputs.join(', ')} more than 0.`,
    });
  }
  return list.map((weight) => weight / sum);
}
