import { collect } from '../../core/reading/collect.ts';
import { createWholeLexicon } from '../../core/reading/rare-forms.ts';
import { createFeaturizer } from '../../core/features/featurize.ts';
import { readSchema } from '../../core/features/read-schema.ts';
import { SIDES, type FieldSource } from '../../core/features/schema.ts';
import type { Objects } from './filled-fields.ts';

/** Sets of codes count as things of their own where this many objects share one on average. */
const MIN_PER_SET = 8;

/**
 * A further field that takes the values of a category together, on the sides where objects have several and
 * many share the same: what a set of codes means is more than its codes.
 */
export function jointField(field: FieldSource, objects: Objects): FieldSource | undefined {
  const joint: FieldSource = { ...field, name: `${field.name}.set`, joint: true };
  const [compiled] = readSchema({ name: 'sets', version: 2, fields: [joint] }).fields;
  const featurize = createFeaturizer(
    { fields: [compiled!], lexicon: createWholeLexicon() },
    2 ** 32,
  );
  for (const side of SIDES) {
    const sets = new Set<number>();
    let filled = 0;
    let several = 0;
    for (const object of objects[side]) {
      const bag = featurize(side, object, 0);
      if (bag.ends[0] === 0) continue;
      filled++;
      sets.add(bag.rows[0]!);
      if (collect(object, compiled!.paths[side]).length > 1) several++;
    }
    if (several <= 0.5 * filled || filled < MIN_PER_SET * sets.size) delete joint[side];
  }
  return SIDES.some((side) => joint[side] !== undefined) ? joint : undefined;
}
