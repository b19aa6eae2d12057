import { PocketRankError } from '../errors.ts';
import type { Residuals } from '../format/residuals.ts';
import { normalizeToInt8 } from '../math/normalize.ts';
import { keyPaths } from '../reading/item-paths.ts';
import { readKey } from '../reading/read-key.ts';
import type { Encoder } from './encode.ts';
import type { Student } from './student.ts';

/**
 * Refuses residuals of another model.
 *
 * @param modelHash SHA-256 of the model file, hexadecimal
 * @throws MODEL_MISMATCH
 */
export function checkResiduals(residuals: Residuals, student: Student, modelHash: string): void {
  const { parameters, schema } = student;
  const isOfModel =
    residuals.modelHash === modelHash &&
    residuals.width === parameters.width &&
    (residuals.togetherBytes ?? 0) === schema.togetherBytes;
  if (isOfModel) return;
  throw new PocketRankError('MODEL_MISMATCH', 'Residuals: they are those of another model file.', {
    hint: 'Take the file that `pocketrank distill` wrote beside this model.',
  });
}

/** What encodes whole objects. */
export type ObjectEncoder = Pick<Encoder, 'item' | 'profile'>;

/**
 * An encoder that adds to the codes of items what a log says of them: the residual, `normalize(code + residual)`, and
 * who chooses the item, behind everything else. Every other item is encoded by its content alone.
 *
 * @param student whose codes they are added to; its schema says where the keys of items lie
 * @param byItem by item key: see `Residuals`
 */
export function addResiduals(
  encoder: ObjectEncoder,
  { schema, parameters: { width } }: Pick<Student, 'schema' | 'parameters'>,
  byItem: ReadonlyMap<string, Int8Array>,
): ObjectEncoder {
  const sum = new Int32Array(width);
  const paths = keyPaths(schema.source);
  return {
    profile: (profile, now) => encoder.profile(profile, now),
    item(item, now) {
      const code = encoder.item(item, now);
      const key = byItem.size === 0 ? undefined : readKey(item, paths);
      const said = key === undefined ? undefined : byItem.get(key);
      if (said === undefined) return code;
      const bytes = new Int8Array(code.buffer, code.byteOffset, code.length);
      const together = said.subarray(width, width + schema.togetherBytes);
      bytes.set(together, code.length - schema.togetherBytes);
      const dense = bytes.subarray(0, width);
      // A code is of unit length but for rounding: it stays as it is where nothing is added.
      if (said.subarray(0, width).every((value) => value === 0)) return code;
      for (let d = 0; d < width; d++) sum[d] = dense[d]! + said[d]!;
      normalizeToInt8(sum, dense);
      return code;
    },
  };
}
