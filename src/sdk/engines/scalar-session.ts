import type { EngineSession } from '../../core/engine.ts';
import { crossFeatures } from '../../core/features/crosses.ts';
import { createScalarEncoder } from '../../core/student/encode.ts';
import { scoreItems } from '../../core/student/score.ts';
import { itemCodeBytes, type Student } from '../../core/student/student.ts';

/** Opens a student in the scalar engine: the definition itself. */
export function createScalarSession(student: Student): EngineSession {
  const { schema } = student;
  const stride = itemCodeBytes(student);
  let codes = new Uint8Array(0);
  let signed = new Int8Array(0);
  let crosses = new Uint8Array(0);
  return {
    encode: createScalarEncoder(student),
    reserve(slots) {
      if (slots * stride <= codes.length) return;
      const larger = new Uint8Array(slots * stride);
      larger.set(codes);
      codes = larger;
      signed = new Int8Array(larger.buffer);
    },
    write: (slot, code) => codes.set(code, slot * stride),
    codes: () => codes,
    score(query, evidence, slots, out) {
      const { crossFeatures: features, width } = query;
      if (crosses.length < slots.length * features) {
        crosses = new Uint8Array(slots.length * features);
      }
      for (let n = 0; n < slots.length; n++) {
        crossFeatures(schema, evidence, codes, slots[n]! * stride + width, crosses, n * features);
      }
      scoreItems(query, signed, stride, slots, crosses, out);
    },
    close() {
      codes = crosses = new Uint8Array(0);
      signed = new Int8Array(0);
    },
  };
}
