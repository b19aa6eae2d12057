import { crossFeatures } from '../../src/core/features/crosses.ts';
import type { ProfileEvidence } from '../../src/core/features/evidence.ts';
import { createEncoder } from '../../src/core/student/encode.ts';
import { foldProfile, type Query } from '../../src/core/student/fold.ts';
import { scoreItems } from '../../src/core/student/score.ts';
import { itemCodeBytes, type Student } from '../../src/core/student/student.ts';
import type { Item, Profile } from '../../src/core/types.ts';

export const NOW = Date.UTC(2025, 5, 30);

/** Items that differ from each other in content, made from a few thousand. */
export function manyItems(some: readonly Item[], count: number, label: string): Item[] {
  return Array.from({ length: count }, (_, i) => {
    const item = some[i % some.length]!;
    return { ...item, identifier: `${label}-${i}`, title: `${String(item.title)} ${label}${i}` };
  });
}

/**
 * Items as pages carry them: descriptions of that many words, put together from those of their neighbours, every third
 * in HTML.
 */
export function longItems(some: readonly Item[], words: number): Item[] {
  return some.map((item, i) => {
    const parts: string[] = [];
    for (let k = i, left = words; left > 0; k++) {
      const text = String(some[k % some.length]!.description)
        .split(' ')
        .slice(0, left);
      left -= text.length;
      parts.push(text.join(' '));
    }
    const isHtml = i % 3 === 0;
    const description = isHtml
      ? parts.map((part) => `<p>${part.replaceAll('&', '&amp;')}</p>`).join('\n')
      : parts.join('\n');
    return { ...item, description };
  });
}

/** Encoded items and a folded profile, in the form of engines and in that of other runtimes. */
export interface Pairs {
  student: Student;
  count: number;
  stride: number;
  codes: Uint8Array;
  slots: Uint32Array;
  query: Query;
  evidence: ProfileEvidence;
  profile: Int8Array;
  /** count × width and count × cross features. */
  dense: Int8Array;
  crosses: Uint8Array;
  /** The definition's outputs. */
  want: Int32Array;
}

export function makePairs(student: Student, items: readonly Item[], person: Profile): Pairs {
  const { parameters, schema } = student;
  const { width } = parameters;
  const count = items.length;
  const stride = itemCodeBytes(student);
  const encoder = createEncoder(student);
  const codes = new Uint8Array(count * stride);
  for (const [n, item] of items.entries()) codes.set(encoder.item(item, NOW), n * stride);
  const { dense: profile, evidence } = encoder.profile(person, NOW);
  const query = foldProfile(parameters, profile);
  const slots = Uint32Array.from({ length: count }, (_, n) => n);
  const features = query.crossFeatures;
  const crosses = new Uint8Array(count * features);
  const dense = new Int8Array(count * width);
  const signed = new Int8Array(codes.buffer);
  for (let n = 0; n < count; n++) {
    crossFeatures(schema, evidence, codes, n * stride + width, crosses, n * features);
    dense.set(signed.subarray(n * stride, n * stride + width), n * width);
  }
  const want = new Int32Array(2 * count);
  scoreItems(query, signed, stride, slots, crosses, want);
  return {
    student,
    count,
    stride,
    codes,
    slots,
    query,
    evidence,
    profile,
    dense,
    crosses,
    want,
  };
}
