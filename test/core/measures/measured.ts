import { compileSchema } from '../../../src/core/features/compile-schema.ts';
import {
  profileEvidence,
  writeItemEvidence,
  type ProfileEvidence,
} from '../../../src/core/features/evidence.ts';
import { createFeaturizer } from '../../../src/core/features/featurize.ts';
import type { MeasureSource } from '../../../src/core/features/measure.ts';
import type { FieldSource, Schema } from '../../../src/core/features/schema.ts';
import { measureValue } from '../../../src/core/measures/bind-measure.ts';
import { valuesOf } from '../../../src/core/measures/values.ts';

export const NOW = Date.UTC(2026, 2, 1, 15);
const ROWS = 512;

/** A field of every kind, each at its own name on both sides. */
export const FIELDS: FieldSource[] = [
  { name: 'words', kind: 'text', item: 'words', profile: 'words' },
  { name: 'skills', kind: 'tags', item: 'skills', profile: 'skills' },
  { name: 'type', kind: 'category', item: 'type', profile: 'type' },
  { name: 'organic', kind: 'flag', item: 'organic', profile: 'organic' },
  { name: 'mobile', kind: 'flag', profile: 'mobile' },
  { name: 'price', kind: 'amount', item: 'price', profile: 'price', min: 0, max: 1000 },
  { name: 'size', kind: 'number', item: 'size', profile: 'size', min: 0, max: 100 },
  { name: 'years', kind: 'duration', item: 'years', profile: 'years', min: 0, max: 480 },
  { name: 'reach', kind: 'number', profile: 'reach', min: 0, max: 500 },
  { name: 'place', kind: 'place', item: 'place', profile: 'place' },
  { name: 'seats', kind: 'place', item: 'seats' },
  { name: 'until', kind: 'time', item: 'until' },
];

/** Items and profiles as a schema of {@link FIELDS} and some measures has them. */
export function measuring(measures: readonly object[]): {
  schema: Schema;
  code: (item: object) => Uint8Array;
  evidence: (profile: object, now?: number) => ProfileEvidence;
} {
  const schema = compileSchema({ name: 's', version: 2, fields: FIELDS, measures });
  const featurize = createFeaturizer(schema, ROWS);
  const rarity = new Uint8Array(ROWS).fill(10);
  return {
    schema,
    code(item) {
      // What stands there before must not matter.
      const code = new Uint8Array(schema.evidenceBytes).fill(0xee);
      writeItemEvidence(schema, featurize('item', item, NOW), rarity, code);
      return code;
    },
    evidence: (profile, now = NOW) =>
      profileEvidence(schema, featurize('profile', profile, now), now),
  };
}

/** The value of one measure for a pair: a number, a value's name, or undefined. */
export function measured(
  measure: Omit<MeasureSource, 'name'>,
  item: object,
  profile: object,
  now = NOW,
): number | string | undefined {
  const { schema, code, evidence } = measuring([{ name: 'm', ...measure }]);
  const [source] = schema.measures;
  const value = measureValue(schema, source!, code(item), 0, evidence(profile, now));
  const values = valuesOf(source!);
  return value === undefined || values.length === 0 ? value : values[value];
}
