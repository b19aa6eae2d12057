import {
  CODES,
  PACKED,
  ROW_BYTES,
  SLOTS,
  STRIDE,
  TILE,
  TILE_CODES,
  TILE_CROSSES,
  TILE_ITEMS,
  TILE_SUMS,
} from '../layout';
import { crossTiles } from './crosses';
import { advance, steps, transpose } from './groups';

/**
 * Gathers a tile of items from the `first` slot on: their codes, transposed, their cross features and the products
 * of their codes with the profile; past the `last`, that one again.
 */
export function gatherTile(first: i32, last: i32): void {
  const slots = load<i32>(SLOTS);
  const codes = load<i32>(CODES);
  const stride = load<i32>(STRIDE);
  for (let item = 0; item < TILE; item++) {
    const slot = load<i32>(slots + (min(first + item, last) << 2));
    store<i32>(item << 2, codes + slot * stride, TILE_ITEMS);
  }
  crossTiles(load<i32>(TILE_CROSSES));
  // The last vectors may run into what follows the dense codes: it weighs nothing.
  const tile = load<i32>(TILE_CODES);
  for (let lane = 0; lane < 32; lane += 16) {
    transpose(
      load<i32>(lane, TILE_ITEMS),
      load<i32>(lane, TILE_ITEMS + 4),
      load<i32>(lane, TILE_ITEMS + 8),
      load<i32>(lane, TILE_ITEMS + 12),
      tile + lane,
      32,
    );
  }
  sumUp(tile);
}

/** Sums of the components of a tile of codes, and of their products with the profile. */
function sumUp(from: i32): void {
  const upper = load<i32>(ROW_BYTES);
  let profile = load<i32>(PACKED);
  let dotA = i32x4.splat(0);
  let dotB = dotA;
  let halfA = dotA;
  let halfB = dotA;
  let sumA = dotA;
  let sumB = dotA;
  for (const end = from + (steps() << 7); from < end; from += 32, profile += 4) {
    const a = v128.load(from);
    const b = v128.load(from, 16);
    let weights = v128.load_splat<u32>(profile);
    dotA = advance(dotA, a, weights);
    dotB = advance(dotB, b, weights);
    if (ASC_FEATURE_RELAXED_SIMD) {
      weights = v128.load_splat<u32>(profile + upper);
      halfA = advance(halfA, a, weights);
      halfB = advance(halfB, b, weights);
      weights = i8x16.splat(1);
      sumA = advance(sumA, a, weights);
      sumB = advance(sumB, b, weights);
    }
  }
  const sums = load<i32>(TILE_SUMS);
  if (ASC_FEATURE_RELAXED_SIMD) {
    const offset = i32x4.splat(-127);
    dotA = i32x4.add(i32x4.add(dotA, halfA), i32x4.mul(sumA, offset));
    dotB = i32x4.add(i32x4.add(dotB, halfB), i32x4.mul(sumB, offset));
    v128.store(sums, sumA, 32);
    v128.store(sums, sumB, 48);
  }
  v128.store(sums, dotA);
  v128.store(sums, dotB, 16);
}
