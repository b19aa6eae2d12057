import {
  AGE,
  CROSS_ARGUMENT,
  CROSS_KIND,
  CROSS_OFFSET,
  CROSS_PLACES,
  CROSS_SLOTS,
  DIFFERENCE,
  DISTANCE,
  MATCH,
  NEARNESS,
  TEXT_MATCH,
  TODAY,
} from '../layout';

/** Set in the features of a pair where both sides are known; the value lies in the lower 16 bits. */
const KNOWN = 127 << 16;

/**
 * Writes both features of one cross for two jobs, as 16-bit neighbours: its value, 0 … 127, and 127 where
 * both sides are known, else 0 for both. See core/features/crosses, and core/personalization/affinity for
 * NEARNESS.
 */
export function crossPair(cross: i32, codeA: i32, codeB: i32, to: i32): void {
  const kind = load<i32>(cross, CROSS_KIND);
  const argument = load<i32>(cross, CROSS_ARGUMENT);
  const offset = load<i32>(cross, CROSS_OFFSET);
  const slots = load<i32>(cross, CROSS_SLOTS);
  if (kind == MATCH) {
    return matchPair(argument, codeA + offset, codeB + offset, slots, to);
  }
  store<i32>(to, features(cross, kind, argument, codeA + offset, slots));
  store<i32>(to, features(cross, kind, argument, codeB + offset, slots), 4);
}

function features(cross: i32, kind: i32, argument: i32, at: i32, slots: i32): i32 {
  let value: i32 = -1;
  if (kind == DIFFERENCE || kind == NEARNESS) {
    const bin: i32 = load<u8>(at);
    if (bin != 0) {
      value =
        kind == NEARNESS
          ? max(0, 64 - abs<i32>(bin - argument))
          : max(0, min(127, 64 + ((bin - argument) >> 2)));
    }
  } else if (kind == AGE) {
    const day: i32 = load<u16>(at);
    if (day != 0) value = max(0, min(127, 127 - (load<i32>(TODAY) - day)));
  } else if (kind == TEXT_MATCH) {
    value = textMatch(argument, at, slots);
  } else if (kind == DISTANCE) {
    value = distance(argument, load<i32>(cross, CROSS_PLACES), at, slots);
  }
  return value < 0 ? 0 : value | KNOWN;
}

/**
 * Writes the features of a match of two jobs, whose sums run side by side. Without branches on a single
 * slot: whether it is filled and shared is as good as random.
 */
function matchPair(bits: i32, a: i32, b: i32, slots: i32, to: i32): void {
  let sumA = load<u16>(a) == 0 ? 0 : KNOWN;
  let sumB = load<u16>(b) == 0 ? 0 : KNOWN;
  let aliveA = 1;
  let aliveB = 1;
  for (; slots > 0; slots--) {
    const keyA: i32 = load<u16>(a);
    const keyB: i32 = load<u16>(b);
    if ((keyA | keyB) == 0) break;
    aliveA &= i32(keyA != 0);
    aliveB &= i32(keyB != 0);
    const isSharedA: i32 = (load<u8>(bits + (keyA >> 3)) >> (keyA & 7)) & aliveA;
    const isSharedB: i32 = (load<u8>(bits + (keyB >> 3)) >> (keyB & 7)) & aliveB;
    sumA += (load<u8>(a, 2) as i32) & -isSharedA;
    sumB += (load<u8>(b, 2) as i32) & -isSharedB;
    a += 3;
    b += 3;
  }
  store<i32>(to, sumA);
  store<i32>(to, sumB, 4);
}

/** The best of a job's texts: core/features/crosses. */
function textMatch(bits: i32, at: i32, slots: i32): i32 {
  if (load<u16>(at) == 0) return -1;
  let best = 0;
  let sum = 0;
  for (; slots > 0; slots--, at += 3) {
    const key: i32 = load<u16>(at);
    if (key == 0) break;
    const mark: i32 = load<u8>(at, 2);
    if (mark & 0x80) {
      best = max(best, sum);
      sum = 0;
    }
    const weight = mark & 0x7f;
    const isShared: i32 = (load<u8>(bits + (key >> 3)) >> (key & 7)) & 1;
    sum += select(weight, -((weight + 2) >> 2), isShared);
  }
  return min(max(best, sum), 127);
}

const HALF_TURN = 180 * 128;

/** The proximity falls as the distance grows, so the nearest pair is found before the logarithm is taken. */
function distance(places: i32, placeCount: i32, at: i32, slots: i32): i32 {
  // No distance reaches this, and none needs more than 32 bits without a sign.
  let nearest: u32 = u32.MAX_VALUE;
  for (; slots > 0; slots--, at += 4) {
    const latitude: i32 = load<i16>(at);
    if (latitude == -32768) continue;
    const longitude: i32 = load<i16>(at, 2);
    for (let place = places; place < places + placeCount * 12; place += 12) {
      const dy = latitude - load<i32>(place);
      let dx = abs<i32>(longitude - load<i32>(place, 4));
      dx = min(dx, 2 * HALF_TURN - dx);
      dx = (dx * load<i32>(place, 8)) >> 7;
      nearest = min<u32>(nearest, dx * dx + dy * dy);
    }
  }
  if (nearest == u32.MAX_VALUE) return -1;
  if (nearest == 0) return 127;
  const power = 31 - (clz<u32>(nearest) as i32);
  const quarter = (power >= 2 ? nearest >> (power - 2) : nearest << (2 - power)) & 3;
  return max(0, 127 - (4 * power + (quarter as i32)));
}
