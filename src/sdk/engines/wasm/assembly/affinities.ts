import { CROSS_COUNT, OUT, TILE, TILE_CROSSES, TILE_SUMS } from '../layout';
import { packProfile } from './pack';
import { gatherTile } from './tile';

/**
 * How alike the `count` items at SLOTS are to the item whose dense code lies at PROFILE and whose evidence the
 * crosses hold (core/personalization/affinity): their dot products (i32), then for each cross a byte each, of
 * as many items as fill whole tiles.
 */
export function affinities(count: i32): void {
  const sums = load<i32>(TILE_SUMS);
  const tile = load<i32>(TILE_CROSSES);
  const tileEnd = tile + (load<i32>(CROSS_COUNT) << 5);
  const rounded = (count + TILE - 1) & -TILE;
  packProfile();
  for (let n = 0; n < count; n += TILE) {
    gatherTile(n, count - 1);
    let out = load<i32>(OUT) + (n << 2);
    v128.store(out, v128.load(sums));
    v128.store(out, v128.load(sums, 16), 16);
    out += 4 * rounded - 3 * n;
    for (let from = tile; from < tileEnd; from += 32, out += rounded) {
      // Of each pair of features the first.
      const values = i16x8.narrow_i32x4_u(
        v128.and(v128.load(from), i32x4.splat(127)),
        v128.and(v128.load(from, 16), i32x4.splat(127)),
      );
      v128.store_lane<u64>(out, i8x16.narrow_i16x8_u(values, values), 0);
    }
  }
}
