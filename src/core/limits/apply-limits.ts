import type { ProfileEvidence } from '../features/evidence.ts';
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
  const view = new DataView(codes.buffer, codes.byteOffset, codes.byteLength);
  const start = stride - schema.evidenceBytes;
  caps.fill(NO_CAP);
  which.fill(0);
  for (const [l, { cap, when }] of limits.entries()) {
    const conditions = when.map(({ measure, meets }) => ({
      read: bindMeasure(schema, measure, evidence),
      meets,
    }));
    if (conditions.some(({ read }) => read === UNKNOWN)) continue;
    for (let n = 0; n < slots.length; n++) {
      const at = slots[n]! * stride + start;
      let c = 0;
      while (c < conditions.length && conditions[c]!.meets(conditions[c]!.read(view, at))) c++;
      if (c < conditions.length) continue;
      which[n]! |= 1 << l;
      if (cap < caps[n]!) caps[n] = cap;
    }
  }
}
