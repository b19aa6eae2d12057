import type { ProfileEvidence } from '../features/evidence.ts';
import type { MeasureSource } from '../features/measure.ts';
import type { Schema } from '../features/schema.ts';
import { bindMeasure } from '../measures/bind-measure.ts';
import { UNKNOWN } from '../measures/read.ts';
import type { Limit } from './limit.ts';

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
  /** By measure the values of all items; none where the profile makes it unknown. Limits share measures. */
  const columns = new Map<MeasureSource, Float64Array>();

  function columnOf(measure: MeasureSource): Float64Array {
    let column = columns.get(measure);
    if (column === undefined) {
      const read = bindMeasure(schema, measure, evidence);
      column = new Float64Array(read === UNKNOWN ? 0 : count);
      for (let n = 0; n < column.length; n++) column[n] = read(view, slots[n]! * stride + start);
      columns.set(measure, column);
    }
    return column;
  }

  caps.fill(NO_CAP);
  which.fill(0);
  for (const [l, { cap, when }] of limits.entries()) {
    const values = when.map(({ measure }) => columnOf(measure));
    if (values.some(({ length }) => length < count)) continue;
    for (let n = 0; n < count; n++) {
      let c = 0;
      while (c < when.length && when[c]!.meets(values[c]![n]!)) c++;
      if (c < when.length) continue;
      which[n]! |= 1 << l;
      if (cap < caps[n]!) caps[n] = cap;
    }
  }
}
