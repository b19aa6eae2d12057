import type { Limit } from '../../core/limits/limit.ts';
import type { HeldLimit } from '../types.ts';

/** The limits whose bits are set. */
export const heldLimits = (
  limits: readonly Limit[],
  which: number,
  word: (reason: string) => string,
): HeldLimit[] =>
  limits
    .filter((_, l) => which & (1 << l))
    .map(({ name, cap, reason }) => ({ name, cap, reason: word(reason) }));
