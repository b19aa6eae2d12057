import type { PersonalizationPrior } from '../format/prior.ts';
import { clampInt8 } from '../math/rounding.ts';

/** Of a map's integers, how many make one. */
export const MAP_ONE = 64;
const SHIFT = 6;

/**
 * What the code of a signal's item becomes before items are compared with it: its dense part by the prior's map, so that
 * what people choose after it is alike. Integers alone; the same code where the prior has no map.
 *
 * @param width of the dense vector of a code
 */
export function createSignalMap(
  { map }: Pick<PersonalizationPrior, 'map'>,
  width: number,
): (code: Uint8Array) => Uint8Array {
  if (map === undefined) return (code) => code;
  const known = new WeakMap<Uint8Array, Uint8Array>();
  return (code) => {
    let mapped = known.get(code);
    if (mapped === undefined) {
      mapped = code.slice();
      for (let d = 0; d < width; d++) {
        let sum = MAP_ONE / 2;
        for (let k = 0; k < width; k++) sum += map[d * width + k]! * ((code[k]! << 24) >> 24);
        mapped[d] = clampInt8(sum >> SHIFT);
      }
      known.set(code, mapped);
    }
    return mapped;
  };
}
