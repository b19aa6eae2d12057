import { crossFeatures } from '../../../src/core/features/crosses.ts';
import { createEncoder } from '../../../src/core/student/encode.ts';
import type { Student } from '../../../src/core/student/student.ts';
import type { Item, Profile } from '../../../src/core/types.ts';

/**
 * Scores items by their codes' first measure of kind `mentions` alone: what a student could reach by it. All alike
 * where the model has none.
 */
export function createNameCounter(
  student: Student,
  items: readonly Item[],
  now: number,
): (profile: Profile) => ArrayLike<number> {
  const { schema, parameters } = student;
  const c = schema.crosses.findIndex(({ kind, ofItem }) => kind === 'mention' && !ofItem);
  const encoder = createEncoder(student);
  const codes = items.map((item) => encoder.item(item, now));
  const features = new Uint8Array(parameters.crossFeatures);
  return (profile) => {
    if (c < 0) return codes.map(() => 0);
    const { evidence } = encoder.profile(profile, now);
    return codes.map((code) => {
      crossFeatures(schema, evidence, code, parameters.width, features, 0);
      return features[2 * c]!;
    });
  };
}
