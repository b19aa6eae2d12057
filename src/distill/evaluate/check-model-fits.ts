import { PocketRankError } from '../../core/errors.ts';
import { createFeaturizer } from '../../core/features/featurize.ts';
import type { Side } from '../../core/features/schema.ts';
import type { Student } from '../../core/student/student.ts';
import type { Tables } from '../tables/types.ts';

const SAMPLE = 500;

/**
 * Refuses tables that a model was not made for: where its schema finds nothing in any item, or nothing in any
 * profile while no slate has a history either, every score would be one constant.
 *
 * @throws MODEL_MISMATCH naming the paths that were looked for
 */
export function checkModelFits(
  student: Student,
  tables: Pick<Tables, 'items' | 'profiles' | 'slates'>,
): void {
  const hasHistory = Object.values(tables.slates).some((slates) =>
    slates.some(({ history }) => history.length > 0),
  );
  if (!findsAnything(student, 'item', tables.items)) throw mismatch(student, 'item');
  if (!hasHistory && !findsAnything(student, 'profile', tables.profiles)) {
    throw mismatch(student, 'profile');
  }
}

function findsAnything(
  { schema, parameters }: Student,
  side: Side,
  objects: ReadonlyMap<string, unknown>,
): boolean {
  const featurize = createFeaturizer(schema, parameters.tableRows);
  const step = Math.max(1, Math.floor(objects.size / SAMPLE));
  let i = 0;
  for (const object of objects.values()) {
    if (i++ % step !== 0) continue;
    const { ends, wholeEnds } = featurize(side, object, 0);
    if (ends.at(-1)! > 0 || wholeEnds.at(-1)! > 0) return true;
  }
  return false;
}

function mismatch({ schema }: Student, side: Side): PocketRankError {
  const paths = schema.fields.flatMap((field) => field.paths[side].map((path) => path.join('.')));
  return new PocketRankError(
    'MODEL_MISMATCH',
    `The model's schema "${schema.name}" finds nothing in any ${side} of these tables; it looks for ${paths.join(', ')}.`,
    { hint: 'Use the tables that the model was distilled for, or distill a model from these.' },
  );
}
