import { compileSchema } from '../../../src/core/features/compile-schema.ts';
import {
  profileEvidence,
  writeItemEvidence,
  type ProfileEvidence,
} from '../../../src/core/features/evidence.ts';
import { createFeaturizer } from '../../../src/core/features/featurize.ts';
import type { MeasureSource } from '../../../src/core/features/measure.ts';
import type { Schema } from '../../../src/core/features/schema.ts';
import { measureValue } from '../../../src/core/measures/bind-any-measure.ts';
import { valuesOf } from '../../../src/core/measures/values.ts';
import { EVERY_FIELD } from '../../fixtures/every-measure.ts';

export const NOW = Date.UTC(2026, 2, 1, 15);
const ROWS = 512;

/** Items and profiles as a schema of {@link EVERY_FIELD} and some measures has them. */
export function measuring(measures: readonly object[]): {
  schema: Schema;
  code: (item: object) => Uint8Array;
  evidence: (profile: object, now?: number) => ProfileEvidence;
} {
  const schema = compileSchema({ name: 's', version: 2, fields: EVERY_FIELD, measures });
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
