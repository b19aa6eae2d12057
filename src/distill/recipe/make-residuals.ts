import type { Student } from '../../core/student/student.ts';
import type { Material } from './material.ts';
import type { Run } from './run.ts';
import { trainWith } from './stages.ts';
import type { Choice, Interactions } from '../train/data/interactions.ts';
import type { Tf } from '../train/backend/tf.ts';
import { learnResiduals, residualSteps } from '../residuals/learn-residuals.ts';

/**
 * Learns residuals of the items of a log; none where nobody chose an item twice, and none of a simulated market,
 * whose items nobody has.
 *
 * @param epochs how often each profile teaches; 0: there are none
 */
export async function makeResiduals(
  tf: Tf,
  { data, log, now, simulated }: Material,
  student: Student,
  epochs: number,
  run: Run,
): Promise<Map<string, Int8Array> | undefined> {
  const choices = allChoices(log);
  if (simulated || epochs === 0 || choices.length === 0) return undefined;
  const steps = residualSteps(choices, epochs);
  const residuals = await trainWith(run, 'residuals', steps, (shared) =>
    learnResiduals(tf, student, data, choices, {
      ...shared,
      seed: `${run.seed}/residuals`,
      now,
    }),
  );
  return residuals.size === 0 ? undefined : residuals;
}

/** What people chose, whether or not the log says what else they saw. */
function allChoices({ impressions, choices }: Interactions): Choice[] {
  const shown = impressions.flatMap(({ profile, items, clicked, at }) =>
    [...items].flatMap((item, k) => (clicked[k] === 1 ? [{ profile, item, at }] : [])),
  );
  return [...shown, ...choices];
}
