import type { ProfileEvidence } from '../features/evidence.ts';
import type { MeasureSource } from '../features/measure.ts';
import type { Schema } from '../features/schema.ts';
import { bindMeasure } from '../measures/bind-measure.ts';
import { UNKNOWN, type Read } from '../measures/read.ts';
import type { Limit } from './limit.ts';
import { isBetween } from './meets.ts';

/** The best grade there is: what is not limited may have it. */
export const NO_CAP = 4;

/**
 * Writes for each item the lowest cap of the limits that hold, {@link NO_CAP} where none does, and which of them
 * hold. A measure that is unknown meets no condition.
 *
 * @param codes item codes, `stride` bytes each, slot after slot; each ends in its evidence
 * @param caps receives one grade for each of `slots`
 * @param which receives one set of bits for each of `slots`: bit l where limit l holds
 */
export function applyLimits(
  { limits, schema, stride }: { limits: readonly Limit[]; schema: Schema; stride: number },
  evidence: ProfileEvidence,
  codes: Uint8Array,
  slots: Uint32Array,
  caps: Uint8Array,
  which: Uint32Array,
): void {
  const count = slots.length;
  const start = stride - schema.evidenceBytes;
  const view = new DataView(codes.buffer, codes.byteOffset, codes.byteLength);
  const reads = new Map<MeasureSource, Read>();
  const columns = new Map<MeasureSource, Float64Array>();

  function readOf(measure: MeasureSource): Read {
    if (!reads.has(measure)) reads.set(measure, bindMeasure(schema, measure, evidence));
    return reads.get(measure)!;
  }

  /** The values of all items. Limits share measures. */
  function columnOf(measure: MeasureSource): Float64Array {
    let column = columns.get(measure);
    if (column === undefined) {
      const read = readOf(measure);
      columns.set(measure, (column = new Float64Array(count)));
      for (let n = 0; n < count; n++) column[n] = read(view, slots[n]! * stride + start);
    }
    return column;
  }

  caps.fill(NO_CAP);
  which.fill(0);
  for (const [l, { cap, when }] of limits.entries()) {
    if (when.some(({ measure }) => readOf(measure) === UNKNOWN)) continue;
    const [first, ...others] = when;
    if (first === undefined) continue;
    const { bounds } = first;
    const values = columnOf(first.measure);
    // Few items meet the first condition: of these alone the others are looked at.
    const meetsOthers = (at: number): boolean =>
      others.every((other) => isBetween(other.bounds, readOf(other.measure)(view, at)));
    for (let n = 0; n < count; n++) {
      if (!isBetween(bounds, values[n]!)) continue;
      if (others.length > 0 && !meetsOthers(slots[n]! * stride + start)) continue;
      which[n]! |= 1 << l;
      if (cap < caps[n]!) caps[n] = cap;
    }
  }
}
