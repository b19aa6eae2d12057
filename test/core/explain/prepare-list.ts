import type { ReadObject } from '../../../src/core/explain/pair.ts';
import { crossFeatures } from '../../../src/core/features/crosses.ts';
import { createEncoder } from '../../../src/core/student/encode.ts';
import { foldProfile } from '../../../src/core/student/fold.ts';
import { readOutputs } from '../../../src/core/student/outputs.ts';
import { scoreItems } from '../../../src/core/student/score.ts';
import { itemCodeBytes, type Student } from '../../../src/core/student/student.ts';

/** Codes, query and scores of some items for a profile. */
export function prepareList(
  student: Student,
  profile: unknown,
  items: readonly unknown[],
  weights: readonly number[],
  now: number,
) {
  const { schema, parameters } = student;
  const stride = itemCodeBytes(student);
  const encoder = createEncoder(student);
  const codes = new Uint8Array(stride * items.length);
  items.forEach((item, i) => codes.set(encoder.item(item, now), i * stride));
  const { dense, evidence } = encoder.profile(profile, now);
  const query = foldProfile(parameters, dense);
  const features = parameters.crossFeatures;
  const crosses = new Uint8Array(features * items.length);
  for (let i = 0; i < items.length; i++) {
    crossFeatures(schema, evidence, codes, i * stride + parameters.width, crosses, i * features);
  }
  const outputs = student.outputs.length;
  const out = new Int32Array(outputs * items.length);
  const slots = Uint32Array.from(items, (_, i) => i);
  const signed = new Int8Array(codes.buffer);
  scoreItems(query, signed, stride, slots, crosses, out);
  const values = new Float64Array(outputs);
  const scores = items.map((_, i) => readOutputs(student, out, outputs * i, values, weights));
  const crossesOf = (i: number) => crosses.subarray(i * features, (i + 1) * features);
  const read: ReadObject = (side, object) => encoder.read(side, object, now);
  return { stride, codes, signed, query, evidence, slots, scores, out, read, crossesOf };
}
