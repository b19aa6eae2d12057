import {
  AGE,
  CROSSES,
  CROSS_ARGUMENT,
  CROSS_BYTES,
  CROSS_COUNT,
  CROSS_TERMS,
  CROSS_KIND,
  CROSS_OFFSET,
  CROSS_SLOTS,
  DISTANCE,
  ITEM_MENTION,
  KEY_BITS_BYTES,
  MATCH,
  MENTION,
  NEARNESS,
  TEXT_MATCH,
  TILE,
  TILE_ITEMS,
} from '../layout';
import { matches, storeFeatures } from './matches';

/** The features of every cross for the tile's items, 32 bytes each. */
export function crossTiles(to: i32): void {
  let cross = load<i32>(CROSSES);
  for (let left = load<i32>(CROSS_COUNT); left > 0; left--) {
    crossTile(cross, to);
    cross += CROSS_BYTES;
    to += 32;
  }
}

/**
 * Writes both features of one cross for the eight items at TILE_ITEMS, as 16-bit neighbours: its value, 0 … 127,
 * and 127 where both sides are known, else 0 for both. See core/features/crosses, and
 * core/personalization/affinity for NEARNESS.
 */
function crossTile(cross: i32, to: i32): void {
  const kind = load<i32>(cross, CROSS_KIND);
  const offset = load<i32>(cross, CROSS_OFFSET);
  if (kind == DISTANCE) {
    for (let item = 0; item < 4 * TILE; item += 4) {
      store<i32>(to + item, distance(cross, load<i32>(item, TILE_ITEMS) + offset));
    }
    return;
  }
  if (kind == MATCH || kind == TEXT_MATCH) {
    return matches(cross, offset, kind == TEXT_MATCH, to);
  }
  if (kind == MENTION || kind == ITEM_MENTION) {
    const slots = (load<i32>(cross, CROSS_SLOTS) << 1) + 1;
    for (let item = 0; item < 4 * TILE; item += 4) {
      const from = load<i32>(item, TILE_ITEMS) + offset;
      store<i32>(to + item, mention(cross, from, slots, kind == ITEM_MENTION));
    }
    return;
  }
  const argument = i16x8.splat(load<i32>(cross, CROSS_ARGUMENT) as i16);
  let read = column(offset);
  if (kind != AGE) read = v128.and(read, i16x8.splat(0xff));
  let value = i16x8.splat(64);
  if (kind == NEARNESS) {
    value = i16x8.sub_sat_u(value, i16x8.abs(i16x8.sub(read, argument)));
  } else {
    value = i16x8.splat(load<i32>(cross, CROSS_TERMS) as i16);
    value = i16x8.add_sat_u(i16x8.sub_sat_u(read, argument), value);
    value = i16x8.min_u(i16x8.shr_u(value, kind == AGE ? 0 : 2), i16x8.splat(127));
  }
  storeFeatures(to, value, i16x8.ne(read, i16x8.splat(0)));
}

/** Two bytes of each of the tile's items. */
function column(offset: i32): v128 {
  let all = i16x8.splat(0);
  all = v128.load_lane<u16>(load<i32>(TILE_ITEMS) + offset, all, 0);
  all = v128.load_lane<u16>(load<i32>(TILE_ITEMS + 4) + offset, all, 1);
  all = v128.load_lane<u16>(load<i32>(TILE_ITEMS + 8) + offset, all, 2);
  all = v128.load_lane<u16>(load<i32>(TILE_ITEMS + 12) + offset, all, 3);
  all = v128.load_lane<u16>(load<i32>(TILE_ITEMS + 16) + offset, all, 4);
  all = v128.load_lane<u16>(load<i32>(TILE_ITEMS + 20) + offset, all, 5);
  all = v128.load_lane<u16>(load<i32>(TILE_ITEMS + 24) + offset, all, 6);
  return v128.load_lane<u16>(load<i32>(TILE_ITEMS + 28) + offset, all, 7);
}

/** Both features of one item: core/features/mention-feature. @param slots bytes of what items name */
function mention(cross: i32, from: i32, slots: i32, isOfItem: bool): i32 {
  const bits = load<i32>(cross, CROSS_ARGUMENT);
  const names: i32 = load<u8>(from);
  if (load<u16>(from, 1) == 0 || (isOfItem && names == 0)) return 0;
  const end = from + (isOfItem ? min(slots, (names << 1) + 1) : slots);
  let sum = 0;
  for (let at = from + 1; at < end; at += 2) {
    const key: i32 = load<u16>(at);
    if (key == 0) break;
    if ((load<u8>(bits + (key >> 3)) >> (key & 7)) & 1) {
      sum += isOfItem ? 1 : load<u8>(bits + key, KEY_BITS_BYTES);
    }
  }
  if (sum > 0) sum = min(127, (127 * sum) / (isOfItem ? names : load<i32>(cross, CROSS_TERMS)));
  return sum | (127 << 16);
}

const HALF_TURN = 180 * 128;

/**
 * Both features of one item. The proximity falls as the distance grows, so the nearest pair is found before the
 * logarithm is taken.
 */
function distance(cross: i32, at: i32): i32 {
  const places = load<i32>(cross, CROSS_ARGUMENT);
  const placesEnd = places + load<i32>(cross, CROSS_TERMS) * 12;
  // No distance reaches this, and none needs more than 32 bits without a sign.
  let nearest: u32 = u32.MAX_VALUE;
  for (let slots = load<i32>(cross, CROSS_SLOTS); slots > 0; slots--, at += 4) {
    const latitude: i32 = load<i16>(at);
    if (latitude == -32768) continue;
    const longitude: i32 = load<i16>(at, 2);
    for (let place = places; place < placesEnd; place += 12) {
      const dy = latitude - load<i32>(place);
      let dx = abs<i32>(longitude - load<i32>(place, 4));
      dx = min(dx, 2 * HALF_TURN - dx);
      dx = (dx * load<i32>(place, 8)) >> 7;
      nearest = min<u32>(nearest, dx * dx + dy * dy);
    }
  }
  if (nearest == u32.MAX_VALUE) return 0;
  // Of 0 the power is −1 and its quarter 0.
  const power = 31 - (clz<u32>(nearest) as i32);
  const quarter = (((nearest as u64) << 2) >> power) as i32 & 3;
  return max(0, min(127, 127 - (4 * power + quarter))) | (127 << 16);
}
