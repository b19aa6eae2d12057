import type { ProfileEvidence } from './evidence.ts';
import { NO_PLACE, UNITS_PER_DEGREE } from './evidence.ts';
import { mentionFeature } from './mention-feature.ts';
import { matchFeature } from './match-feature.ts';
import { FEATURES_PER_CROSS, type Schema } from './schema.ts';

export { FEATURES_PER_CROSS };
/** The second feature of a cross where both sides are known. */
export const KNOWN = 127;

/**
 * The cross features of one pair, all in 32-bit integers.
 *
 * @param item evidence of an item, `schema.evidenceBytes` bytes from `at`
 * @param out receives 2 × crosses bytes from `outAt`
 */
export function crossFeatures(
  schema: Schema,
  profile: ProfileEvidence,
  item: Uint8Array,
  at: number,
  out: Uint8Array,
  outAt: number,
): void {
  const crosses = schema.crosses;
  let keys: Uint16Array | undefined;
  const has = (key: number): boolean => {
    // Keys are few. This is faster than `includes`.
    for (let i = 0; i < keys!.length; i++) if (keys![i] === key) return true;
    return false;
  };
  for (let c = 0; c < crosses.length; c++) {
    const cross = crosses[c]!;
    const from = at + cross.offset;
    let value = -1;
    switch (cross.kind) {
      case 'match': {
        keys = profile.keys[c];
        if (keys === undefined || (item[from]! | item[from + 1]!) === 0) break;
        value = matchFeature(cross, item, from, has);
        break;
      }
      case 'difference':
        if (profile.bins[c]! > 0 && item[from]! > 0) {
          value = differenceFeature(item[from]! - profile.bins[c]!);
        }
        break;
      case 'distance':
        value = nearestProximity(profile.places[c]!, item, from, cross.slots);
        break;
      case 'age': {
        const day = item[from]! | (item[from + 1]! << 8);
        if (day > 0) value = ageFeature(profile.today - day);
        break;
      }
      case 'mention': {
        const known = profile.mentions[c];
        if (known) value = mentionFeature(c, cross, schema.terms!, known, item, from);
      }
    }
    out[outAt + FEATURES_PER_CROSS * c] = value < 0 ? 0 : value;
    out[outAt + FEATURES_PER_CROSS * c + 1] = value < 0 ? 0 : KNOWN;
  }
}

/** 64 where both are equal; 0 and 127 at the ends of the range. */
function differenceFeature(difference: number): number {
  const value = 64 + (difference >> 2);
  return value < 0 ? 0 : value > 127 ? 127 : value;
}

/** 127 on the day itself or before it, one less a day. */
function ageFeature(days: number): number {
  return days <= 0 ? 127 : days >= 127 ? 0 : 127 - days;
}

const HALF_TURN = 180 * UNITS_PER_DEGREE;

/** The proximity of the nearest pair of places, −1 where either side has none. */
export function nearestProximity(
  places: Int32Array,
  item: Uint8Array,
  from: number,
  slots: number,
): number {
  let best = -1;
  for (let i = 0; i < slots; i++) {
    const at = from + 4 * i;
    const latitude = ((item[at]! | (item[at + 1]! << 8)) << 16) >> 16;
    if (latitude === NO_PLACE) continue;
    const longitude = ((item[at + 2]! | (item[at + 3]! << 8)) << 16) >> 16;
    for (let p = 0; p < places.length; p += 3) {
      const dy = latitude - places[p]!;
      let dx = Math.abs(longitude - places[p + 1]!);
      if (dx > HALF_TURN) dx = 2 * HALF_TURN - dx;
      dx = (dx * places[p + 2]!) >> 7;
      best = Math.max(best, proximity(dx * dx + dy * dy));
    }
  }
  return best;
}

/**
 * 127 less 4·log2 of the squared distance (in units of about 0.87 km), the logarithm piecewise linear in
 * quarters: 127 within a kilometre, 87 at 30 km, 73 at 100 km, about 30 across a continent.
 */
function proximity(squared: number): number {
  if (squared <= 0) return 127;
  const power = 31 - Math.clz32(squared);
  const quarter = power >= 2 ? (squared >> (power - 2)) & 3 : (squared << (2 - power)) & 3;
  return Math.max(0, 127 - (4 * power + quarter));
}
