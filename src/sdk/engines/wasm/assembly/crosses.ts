import {
  AGE,
  CROSS_ARGUMENT,
  CROSS_KIND,
  CROSS_OFFSET,
  CROSS_PLACES,
  CROSS_SLOTS,
  DIFFERENCE,
  MATCH,
  NEARNESS,
  NOTHING,
  TODAY,
} from '../layout';

/**
 * The value of one cross of a job, 0 … 127, or −1 where either side is unknown: core/features/crosses, and
 * core/personalization/affinity for NEARNESS.
 */
export function crossValue(cross: i32, code: i32): i32 {
  const kind = load<i32>(cross, CROSS_KIND);
  const argument = load<i32>(cross, CROSS_ARGUMENT);
  let at = code + load<i32>(cross, CROSS_OFFSET);
  if (kind == MATCH) return argument == 0 ? -1 : match(argument, at, load<i32>(cross, CROSS_SLOTS));
  if (kind == DIFFERENCE || kind == NEARNESS) {
    const bin: i32 = load<u8>(at);
    if (argument == 0 || bin == 0) return -1;
    if (kind == NEARNESS) return 64 - abs<i32>(bin - argument);
    return max(0, min(127, 64 + ((bin - argument) >> 2)));
  }
  if (kind == AGE) {
    const day: i32 = load<u16>(at);
    if (day == 0) return -1;
    return max(0, min(127, 127 - (load<i32>(TODAY) - day)));
  }
  if (kind == NOTHING) return -1;
  return distance(argument, load<i32>(cross, CROSS_PLACES), at, load<i32>(cross, CROSS_SLOTS));
}

/** Without branches in the loop: how many slots are filled is as good as random. */
function match(bits: i32, at: i32, slots: i32): i32 {
  if (load<u16>(at) == 0) return -1;
  let sum = 0;
  let alive = 1;
  for (let i = 0; i < slots; i++) {
    const key: i32 = load<u16>(at);
    alive &= i32(key != 0);
    sum += (load<u8>(at, 2) as i32) & -((load<u8>(bits + (key >> 3)) >> (key & 7)) & alive);
    at += 3;
  }
  return sum;
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
