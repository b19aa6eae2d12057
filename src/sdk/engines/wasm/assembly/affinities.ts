import { CROSSES, CROSS_BYTES, CROSS_COUNT, OUT, SLOTS, UNIT_VECTOR, WIDTH } from '../layout';
import { crossValue } from './crosses';
import { address } from './score';

/**
 * How alike the `count` jobs at SLOTS are to the job whose dense code lies at UNIT_VECTOR and whose evidence
 * the crosses hold (core/personalization/affinity): their dot products (i32), then for each cross a byte
 * each.
 */
export function affinities(count: i32): void {
  const width = load<i32>(WIDTH);
  const past = load<i32>(UNIT_VECTOR);
  const slots = load<i32>(SLOTS);
  for (let n = 0; n < count; n++) {
    const code = address(slots, n);
    let sum = i32x4.splat(0);
    for (let k = 0; k < width; k += 8) {
      const product = i32x4.dot_i16x8_s(v128.load_ext<i8>(past + k), v128.load_ext<i8>(code + k));
      sum = i32x4.add(sum, product);
    }
    sum = i32x4.add(sum, v128.shuffle<i64>(sum, sum, 1, 1));
    let out = load<i32>(OUT);
    store<i32>(out + (n << 2), i32x4.extract_lane(sum, 0) + i32x4.extract_lane(sum, 1));
    out += (count << 2) + n;
    let cross = load<i32>(CROSSES);
    for (let c = load<i32>(CROSS_COUNT); c > 0; c--) {
      store<u8>(out, max(0, crossValue(cross, code)));
      cross += CROSS_BYTES;
      out += count;
    }
  }
}
