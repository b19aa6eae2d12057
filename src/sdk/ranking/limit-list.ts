import type { EngineSession } from '../../core/engine.ts';
import { applyLimits } from '../../core/limits/apply-limits.ts';
import type { Limit } from '../../core/limits/limit.ts';
import { itemCodeBytes, type Student } from '../../core/student/student.ts';
import type { HeldLimit } from '../types.ts';
import type { FoldedProfile } from './fold-profile.ts';
import type { Pause } from './pacer.ts';

/** Items held against the limits at once. */
const PART_ITEMS = 1024;

/** What the limits make of a list's items. */
export interface LimitedList {
  /** The best grade that they leave each item. */
  caps: Uint8Array;
  /** By item a set of bits: bit l where limit l holds. */
  which: Uint32Array;
  /** By item, as far as they have been told: the limits that hold, in words. */
  told: (HeldLimit[] | undefined)[];
}

/** Holds the items in some slots against a model's limits, from their codes alone. */
export async function limitList(
  student: Student,
  limits: readonly Limit[],
  session: () => EngineSession,
  { evidence }: FoldedProfile,
  slots: Uint32Array,
  pause: Pause,
): Promise<LimitedList> {
  const how = { limits, schema: student.schema, stride: itemCodeBytes(student) };
  const caps = new Uint8Array(slots.length);
  const which = new Uint32Array(slots.length);
  for (let from = 0; from < slots.length; from += PART_ITEMS) {
    const to = from + PART_ITEMS;
    // Asked for each time: after a pause the codes may lie elsewhere.
    const codes = session().codes();
    const parts = [slots.subarray(from, to), caps.subarray(from, to), which.subarray(from, to)];
    applyLimits(how, evidence, codes, ...(parts as [Uint32Array, Uint8Array, Uint32Array]));
    const pausing = pause();
    if (pausing) await pausing;
  }
  return { caps, which, told: [] };
}
