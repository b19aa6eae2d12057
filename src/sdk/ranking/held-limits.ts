import type { Limit } from '../../core/limits/limit.ts';
import type { HeldLimit } from '../types.ts';

/** The limits whose bits are set. */
export function heldLimits(
  limits: readonly Limit[],
  which: number,
  word: (reason: string) => string,
): HeldLimit[] {
  const held: HeldLimit[] = [];
  for (let l = 0; l < limits.length; l++) {
    if ((which & (1 << l)) === 0) continue;
    const { name, cap, reason } = limits[l]!;
    held.push({ name, cap, reason: word(reason) });
  }
  return held;
}
