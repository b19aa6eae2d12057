import {
  CROSSES,
  CROSS_BYTES,
  CROSS_COUNT,
  OUT,
  SLOTS,
  TILE_CROSSES,
  UNIT_VECTOR,
  WIDTH,
} from '../layout';
import { crossPair } from './crosses';
import { address } from './score';

/**
 * How alike the `count` jobs at SLOTS are to the job whose dense code lies at UNIT_VECTOR and whose evidence
 * the crosses hold (core/personalization/affinity): their dot products (i32), then for each cross a byte
 * each.
 */
export function affinities(count: i32): void {
  const slots = load<i32>(SLOTS);
  const pair = load<i32>(TILE_CROSSES);
  for (let n = 0; n < count; n += 2) {
    // Crosses take two jobs at a time; the last one may be its own neighbour.
    const next = min(n + 1, count - 1);
    const a = address(slots, n);
    const b = address(slots, next);
    let out = load<i32>(OUT);
    store<i32>(out + (n << 2), dot(a));
    store<i32>(out + (next << 2), dot(b));
    out += count << 2;
    let cross = load<i32>(CROSSES);
    for (let c = load<i32>(CROSS_COUNT); c > 0; c--) {
      crossPair(cross, a, b, pair);
      store<u8>(out + next, load<u8>(pair, 4));
      store<u8>(out + n, load<u8>(pair));
      cross += CROSS_BYTES;
      out += count;
    }
  }
}

function dot(code: i32): i32 {
  const width = load<i32>(WIDTH);
  const past = load<i32>(UNIT_VECTOR);
  let sum = i32x4.splat(0);
  for (let k = 0; k < width; k += 8) {
    const product = i32x4.dot_i16x8_s(v128.load_ext<i8>(past + k), v128.load_ext<i8>(code + k));
    sum = i32x4.add(sum, product);
  }
  sum = i32x4.add(sum, v128.shuffle<i64>(sum, sum, 1, 1));
  return i32x4.extract_lane(sum, 0) + i32x4.extract_lane(sum, 1);
}
