import { MAX_MULTIPLIER, MAX_SHIFT } from '../../core/math/rounding.ts';
import { largest } from './numbers.ts';

/** The common shift that gives the largest ratio 8 bits, and multipliers rounded up so that weights only shrink. */
export function chooseMultipliers(ratios: Float64Array): { multiplier: Uint8Array; shift: number } {
  const shift = Math.min(
    MAX_SHIFT,
    Math.max(1, Math.floor(Math.log2(MAX_MULTIPLIER / largest(ratios)))),
  );
  const multiplier = Uint8Array.from(ratios, (ratio) =>
    Math.min(MAX_MULTIPLIER, Math.max(1, Math.ceil(ratio * 2 ** shift))),
  );
  return { multiplier, shift };
}
