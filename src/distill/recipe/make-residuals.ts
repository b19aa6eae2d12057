import { createRandom } from '../../core/math/random.ts';
import type { Student } from '../../core/student/student.ts';
import type { Material } from './material.ts';
import type { Run } from './run.ts';
import { trainWith } from './stages.ts';
import type { Choice, Interactions } from '../train/data/interactions.ts';
import type { Tf } from '../train/backend/tf.ts';
import { groupChoices } from '../train/choices/choices-by-profile.ts';
import { learnResiduals, residualSteps } from '../residuals/learn-residuals.ts';
import { learnTogether, TOGETHER_WIDTH } from '../residuals/learn-together.ts';

/**
 * Learns residuals of the items of a log; none where nobody chose an item twice, and none of a simulated market,
 * whose items nobody has.
 *
 * @param epochs how often each profile teaches; 0: there are none
 */
async function makeResiduals(
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

/** What a log says of items beyond their content, as `Residuals` has it by item key. */
export interface LogCodes {
  /** Learned from all that may be learned from. */
  shipped: ReadonlyMap<string, Int8Array>;
  /** Learned without the profiles that are held out, so that these tell what it is worth. */
  served: ReadonlyMap<string, Int8Array>;
}

/**
 * Learns all that a log says of single items: residuals, and who chooses an item. None of a simulated market.
 *
 * @param epochs see {@link makeResiduals}
 */
export async function makeLogCodes(
  tf: Tf,
  material: Material,
  student: Student,
  epochs: number,
  run: Run,
): Promise<LogCodes | undefined> {
  const residuals = await makeResiduals(tf, material, student, epochs, run);
  if (residuals === undefined) return undefined;
  const { data, log, heldOutLog } = material;
  const { width } = student.parameters;
  const join = (choices: readonly Choice[]): Map<string, Int8Array> => {
    const { chosen } = groupChoices(choices);
    const people = [...chosen.values()].map((items) => [...items]);
    const random = createRandom(`${run.seed}/together`);
    const vectors = learnTogether(people, data.rankable, random);
    const joined = new Map<string, Int8Array>();
    for (let item = 0; item < data.rankable; item++) {
      const key = data.itemIds[item]!;
      const [residual, together] = [residuals.get(key), vectors.get(item)];
      if (residual === undefined && together === undefined) continue;
      const own = new Int8Array(width + TOGETHER_WIDTH);
      if (residual) own.set(residual);
      if (together) own.set(together, width);
      joined.set(key, own);
    }
    return joined;
  };
  const choices = allChoices(log);
  return { served: join(choices), shipped: join([...choices, ...allChoices(heldOutLog)]) };
}

/** What people chose, whether or not the log says what else they saw. */
function allChoices({ impressions, choices }: Interactions): Choice[] {
  const shown = impressions.flatMap(({ profile, items, clicked, at }) =>
    [...items].flatMap((item, k) => (clicked[k] === 1 ? [{ profile, item, at }] : [])),
  );
  return [...shown, ...choices];
}
