import { PocketRankError } from '../../../core/errors.ts';
import type { ProfileEvidence } from '../../../core/features/evidence.ts';
import type { Query } from '../../../core/student/fold.ts';
import type { Student } from '../../../core/student/student.ts';
import { KEY_WORDS, MAX_PLACES, type GpuLayout } from './layout.ts';

const DAY_LIMIT = 1_000_000;

/** A folded head as words, int8 weights four a word. */
export function packHead(query: Query, layout: GpuLayout): Int32Array {
  const { width, hidden, crossFeatures } = query;
  const words = new Int32Array(layout.headWords);
  const bytes = new Int8Array(words.buffer);
  const rows = (from: Int8Array, count: number, length: number, to: number, rowWords: number) => {
    for (let r = 0; r < count; r++) {
      bytes.set(from.subarray(r * length, (r + 1) * length), 4 * (to + r * rowWords));
    }
  };
  rows(query.weights, hidden, width, layout.weights, layout.denseWords);
  rows(query.crossWeights, hidden, crossFeatures, layout.crossWeights, layout.crossWords);
  rows(query.outCross, 2 * layout.outputs, crossFeatures, layout.outCross, layout.crossWords);
  words.set(query.bias, layout.bias);
  words.set(query.multiplier, layout.multiplier);
  words.set(query.outHidden, layout.outHidden);
  words.set([...query.outDot, ...query.outBias], layout.outputConstants);
  bytes.set(query.profile, 4 * layout.profile);
  words.set(
    [query.crossShift, query.shift, query.outHiddenShift, query.outCrossShift],
    layout.constants,
  );
  return words;
}

/** A profile's evidence as words. @throws ENGINE_FAILED */
export function packEvidence(
  student: Student,
  evidence: ProfileEvidence,
  layout: GpuLayout,
): Int32Array {
  const words = new Int32Array(layout.evidenceWords);
  const bytes = new Uint8Array(words.buffer);
  const { today } = evidence;
  words[0] = today <= DAY_LIMIT ? Math.max(today, -DAY_LIMIT) : DAY_LIMIT;
  for (const [c, cross] of student.schema.crosses.entries()) {
    const at = layout.evidence[c]!;
    if (cross.kind === 'match') {
      const keys = evidence.keys[c];
      if (keys === undefined) continue;
      words[at] = 1;
      for (const key of keys) bytes[4 * (at + 1) + (key >> 3)]! |= 1 << (key & 7);
    } else if (cross.kind === 'mention') {
      const terms = evidence.mentions[c];
      if (terms === undefined) continue;
      words[at] = terms.total;
      const list = at + 1 + KEY_WORDS;
      words[list] = terms.keys.length;
      for (const [i, key] of terms.keys.entries()) {
        bytes[4 * (at + 1) + (key >> 3)]! |= 1 << (key & 7);
        words[list + 1 + i] = key | (terms.weights[i]! << 16);
      }
    } else if (cross.kind === 'difference') {
      words[at] = evidence.bins[c]!;
    } else if (cross.kind === 'distance') {
      const places = evidence.places[c]!;
      const count = places.length / 3;
      if (count > MAX_PLACES) {
        throw new PocketRankError('ENGINE_FAILED', `A profile has ${count} places.`);
      }
      words[at] = count;
      words.set(places, at + 1);
    }
  }
  return words;
}

/** The records of the codes in slots `from` to `to`. */
export function packRecords(
  codes: Uint8Array,
  stride: number,
  width: number,
  from: number,
  to: number,
  layout: GpuLayout,
): Uint8Array<ArrayBuffer> {
  const recordBytes = 4 * layout.recordWords;
  const records = new Uint8Array((to - from) * recordBytes);
  for (let slot = from; slot < to; slot++) {
    const code = codes.subarray(slot * stride, (slot + 1) * stride);
    const at = (slot - from) * recordBytes;
    records.set(code.subarray(0, width), at);
    records.set(code.subarray(width), at + 4 * layout.denseWords);
  }
  return records;
}
