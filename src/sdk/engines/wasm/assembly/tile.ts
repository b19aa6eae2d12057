import {
  CODES,
  PACKED,
  ROW_BYTES,
  SLOTS,
  STRIDE,
  TILE,
  TILE_CODES,
  TILE_CROSSES,
  TILE_JOBS,
  TILE_SUMS,
} from '../layout';
import { crossTiles } from './crosses';
import { advance, steps, transpose } from './groups';

/**
 * Gathers a tile of jobs from the `first` slot on: their codes, transposed, their cross features and the products
 * of their codes with the profile; past the `last`, that one again.
 */
export function gatherTile(first: i32, last: i32): void {
  const slots = load<i32>(SLOTS);
  const codes = load<i32>(CODES);
  const stride = load<i32>(STRIDE);
  for (let job = 0; job < TILE; job++) {
    const slot = load<i32>(slots + (min(first + job, last) << 2));
    store<i32>(job << 2, codes + slot * stride, TILE_JOBS);
  }
  crossTiles(load<i32>(TILE_CROSSES));
  gather(0);
  gather(16);
}

/**
 * Transposes the codes of four jobs into the tile. With the codes at hand, sums up their products with the
 * profile.
 */
function gather(lane: i32): void {
  // The last vectors may run into what follows the dense codes: it weighs nothing.
  const codes = load<i32>(TILE_CODES) + lane;
  transpose(
    load<i32>(lane, TILE_JOBS),
    load<i32>(lane, TILE_JOBS + 4),
    load<i32>(lane, TILE_JOBS + 8),
    load<i32>(lane, TILE_JOBS + 12),
    codes,
    32,
  );
  let to = codes;
  const upper = load<i32>(ROW_BYTES);
  let profile = load<i32>(PACKED);
  let dot = i32x4.splat(0);
  let sum = dot;
  for (const end = codes + (steps() << 7); to < end; to += 32, profile += 4) {
    const x = v128.load(to);
    dot = advance(dot, x, v128.load_splat<u32>(profile));
    if (ASC_FEATURE_RELAXED_SIMD) {
      dot = advance(dot, x, v128.load_splat<u32>(profile + upper));
      sum = advance(sum, x, i8x16.splat(1));
    }
  }
  const sums = load<i32>(TILE_SUMS) + lane;
  if (ASC_FEATURE_RELAXED_SIMD) {
    dot = i32x4.sub(dot, i32x4.mul(sum, i32x4.splat(127)));
    v128.store(sums, sum, 32);
  }
  v128.store(sums, dot);
}
