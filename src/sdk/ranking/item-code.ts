import { NO_PLACE, UNITS_PER_DEGREE } from '../../core/features/evidence.ts';
import { CODE_HASH_BYTES } from '../../core/student/student.ts';
import { itemCodeBytes, type Student } from '../../core/student/student.ts';
import { decodeBase64 } from '../bytes/base64.ts';

/**
 * The code that a text carries for this model, or `undefined` where it is one of another model or damaged;
 * the item is then encoded on the device.
 */
export function readItemCode(
  text: string,
  student: Student,
  modelHash: string,
): Uint8Array | undefined {
  const bytes = decodeBase64(text);
  if (bytes === undefined || bytes.length !== CODE_HASH_BYTES + itemCodeBytes(student))
    return undefined;
  for (let i = 0; i < CODE_HASH_BYTES; i++) {
    if (bytes[i] !== parseInt(modelHash.slice(2 * i, 2 * i + 2), 16)) return undefined;
  }
  const code = bytes.subarray(CODE_HASH_BYTES);
  return isItemCode(student, code) ? code : undefined;
}

/**
 * Whether bytes from outside (a payload, the device's storage) can be a code of this model: what passes
 * keeps every engine within the bounds that the model was checked for.
 */
export function isItemCode(student: Student, code: Uint8Array): boolean {
  const { width } = student.parameters;
  if (code.length !== itemCodeBytes(student)) return false;
  for (let d = 0; d < width; d++) if (code[d] === 0x80) return false;
  const int16 = (at: number): number => ((code[at]! | (code[at + 1]! << 8)) << 16) >> 16;
  return student.schema.crosses.every((cross) => {
    const from = width + cross.offset;
    if (cross.kind === 'match' && !cross.perText) {
      let shares = 0;
      for (let at = from; at < from + cross.bytes; at += 3) shares += code[at + 2]!;
      return shares <= 127;
    }
    if (cross.kind === 'distance') {
      for (let at = from; at < from + cross.bytes; at += 4) {
        const latitude = int16(at);
        if (latitude === NO_PLACE) continue;
        if (Math.abs(latitude) > 90 * UNITS_PER_DEGREE) return false;
        if (Math.abs(int16(at + 2)) > 180 * UNITS_PER_DEGREE) return false;
      }
    }
    return true;
  });
}
