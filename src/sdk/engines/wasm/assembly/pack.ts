import {
  BLOCK,
  BLOCKS,
  BLOCK_HEADER,
  CROSSES,
  CROSS_BYTES,
  CROSS_COUNT,
  CROSS_FEATURES,
  CROSS_INDEX,
  CROSS_WEIGHTS,
  OUTPUTS,
  OUT_CROSS,
  PACKED,
  PROFILE,
  ROW_BYTES,
  TILE_CODES,
  WEIGHTS,
} from '../layout';
import { components, STEP, steps, transpose } from './groups';

/**
 * Packs the folded head that the host wrote, in the order in which `score` reads it at PACKED: the profile (its
 * lower halves and its upper ones, or in 16 bits), then for each block of four hidden units
 *
 *     how many passes over the codes it takes, i32 in BLOCK_HEADER bytes
 *     for each group of cross features, and in each pass for each group of components:
 *       unit 0's weights, unit 1's, unit 2's, unit 3's
 *
 * then for each group of cross features the coarse weights of each output and their fine ones.
 */
export function pack(): void {
  const rowBytes = load<i32>(ROW_BYTES);
  let to = packProfile();
  const lower = load<i32>(TILE_CODES);
  const upper = lower + BLOCK * rowBytes;
  const features = load<i32>(CROSS_FEATURES);
  let crosses = load<i32>(CROSS_WEIGHTS);
  let rows = load<i32>(WEIGHTS);
  for (let block = load<i32>(BLOCKS); block > 0; block--) {
    const header = to;
    to = packCrosses(crosses, BLOCK, to + BLOCK_HEADER);
    crosses += BLOCK * features;
    let passes = 1;
    let from = rows;
    if (ASC_FEATURE_RELAXED_SIMD) {
      from = lower;
      if (lift(rows, lower, upper, BLOCK * rowBytes)) {
        passes = 2;
        from = upper;
        to = packRows(from + BLOCK * rowBytes, to);
      }
    }
    store<i32>(header, passes);
    to = packRows(from, to);
    rows += BLOCK * rowBytes;
  }
  packCrosses(load<i32>(OUT_CROSS), load<i32>(OUTPUTS) << 1, to);
}

/** The profile, or what stands for it; returns where it ends. */
export function packProfile(): i32 {
  const rowBytes = load<i32>(ROW_BYTES);
  const profile = load<i32>(PROFILE);
  const to = load<i32>(PACKED);
  if (ASC_FEATURE_RELAXED_SIMD) {
    lift(profile, load<i32>(TILE_CODES), to, rowBytes);
  } else {
    for (let k = 0; k < rowBytes; k += STEP) v128.store(to + (k << 1), components(profile + k));
  }
  return to + (rowBytes << 1);
}

/** Cross weights of the known crosses, of some rows by turns; returns where they end. */
function packCrosses(rows: i32, count: i32, to: i32): i32 {
  const features = load<i32>(CROSS_FEATURES);
  let cross = load<i32>(CROSSES);
  for (let left = load<i32>(CROSS_COUNT); left > 0; left--, cross += CROSS_BYTES) {
    let from = rows + (load<i32>(cross, CROSS_INDEX) << 1);
    let next = from;
    if (ASC_FEATURE_RELAXED_SIMD) {
      // A group holds the weights of two crosses; the last may have no neighbour, and zeros in its place.
      left--;
      cross += CROSS_BYTES;
      next = rows + (load<i32>(cross, CROSS_INDEX) << 1);
    }
    for (let row = 0; row < count; row++, to += 4, from += features, next += features) {
      if (ASC_FEATURE_RELAXED_SIMD) {
        store<u16>(to, load<u16>(from));
        store<u16>(to, left < 1 ? 0 : load<u16>(next), 2);
      } else {
        store<i16>(to, load<i8>(from));
        store<i16>(to, load<i8>(from, 1), 2);
      }
    }
  }
  return to;
}

/**
 * Writes weights with 64 added, and with 63 more their lower halves and, after those, the upper ones; tells
 * whether 64 brings any outside 0 … 127.
 */
function lift(weights: i32, to: i32, halves: i32, count: i32): bool {
  let all = i32x4.splat(0);
  for (let k = 0; k < count; k += 16) {
    let x = i8x16.add(v128.load(weights + k), i8x16.splat(64));
    all = v128.or(all, x);
    v128.store(to + k, x);
    x = i8x16.add(x, i8x16.splat(63));
    v128.store(halves + k, i8x16.shr_u(x, 1));
    v128.store(halves + count + k, i8x16.avgr_u(x, i8x16.splat(0)));
  }
  return i8x16.bitmask(all) != 0;
}

/** The weights of four hidden units; returns where they end. */
function packRows(rows: i32, to: i32): i32 {
  const rowBytes = load<i32>(ROW_BYTES);
  transpose(rows, rows + rowBytes, rows + 2 * rowBytes, rows + 3 * rowBytes, to, 4 * BLOCK);
  return to + (steps() << 6);
}
