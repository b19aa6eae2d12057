import type { Student } from '../../core/student/student.ts';
import { ownOptions } from '../own-options.ts';
import { refusalOf } from '../refusal.ts';
import { number } from '../validate.ts';

/**
 * What each output is worth in a ranking, in sum 1.
 *
 * @param alpha the policy's; the rest is the clicks'
 * @param wanted by name of the output, in any unit; 0 of those that are left out. It stands above `alpha`
 * @throws INVALID_ARGUMENT for a name that is no output, a weight that is no number from 0 on, and for nothing but 0
 */
export async function weightsOf(
  { outputs, weights }: Student,
  alpha: number | undefined,
  wanted: Readonly<Record<string, number>> | undefined = alpha === undefined
    ? undefined
    : { policy: alpha, click: 1 - alpha },
): Promise<readonly number[]> {
  if (!wanted) return weights;
  const own = ownOptions(wanted);
  const list = outputs.map((name) => own[name] ?? 0);
  const sum = list.reduce((all, weight) => all + weight, 0);
  if (
    sum > 0 &&
    list.every(number(0, 1e9)) &&
    Object.keys(own).every((name) => outputs.includes(name))
  )
    return list.map((weight) => weight / sum);
  throw await refusalOf('INVALID_ARGUMENT', 'outputWeights', own, { known: outputs });
}
