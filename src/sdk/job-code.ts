import { NO_PLACE, UNITS_PER_DEGREE } from '../core/features/evidence.ts';
import { jobCodeBytes, type Student } from '../core/student/student.ts';
import { decodeBase64 } from './load/base64.ts';

/** How many bytes of the model's SHA-256 stand before a code in its text form. */
const HASH_BYTES = 8;

/**
 * The text form of a job code, as servers put it into `attributes.pocketrankCode`: base64url of the first 8
 * bytes of the model's SHA-256 and the code.
 *
 * @param modelHash SHA-256 of the model file, hexadecimal
 */
export function writeJobCode(modelHash: string, code: Uint8Array): string {
  const bytes = new Uint8Array(HASH_BYTES + code.length);
  for (let i = 0; i < HASH_BYTES; i++) bytes[i] = parseInt(modelHash.slice(2 * i, 2 * i + 2), 16);
  bytes.set(code, HASH_BYTES);
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/**
 * The code that a text carries for this model, or `undefined` where it is one of another model or damaged;
 * the job is then encoded on the device.
 */
export function readJobCode(
  text: string,
  student: Student,
  modelHash: string,
): Uint8Array | undefined {
  const bytes = decodeBase64(text);
  if (bytes === undefined || bytes.length !== HASH_BYTES + jobCodeBytes(student)) return undefined;
  for (let i = 0; i < HASH_BYTES; i++) {
    if (bytes[i] !== parseInt(modelHash.slice(2 * i, 2 * i + 2), 16)) return undefined;
  }
  const code = bytes.subarray(HASH_BYTES);
  return isJobCode(student, code) ? code : undefined;
}

/**
 * Whether bytes from outside (a payload, the device's storage) can be a code of this model: what passes
 * keeps every engine within the bounds that the model was checked for.
 */
export function isJobCode(student: Student, code: Uint8Array): boolean {
  const { width } = student.parameters;
  if (code.length !== jobCodeBytes(student)) return false;
  for (let d = 0; d < width; d++) if (code[d] === 0x80) return false;
  const int16 = (at: number): number => ((code[at]! | (code[at + 1]! << 8)) << 16) >> 16;
  return student.schema.crosses.every((cross) => {
    const from = width + cross.offset;
    if (cross.kind === 'match') {
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
