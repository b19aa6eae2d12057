/** Adds the products of sixteen pairs of 8-bit numbers, or of eight pairs of 16-bit numbers. */
function advance(sum: v128, x: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD
    ? i32x4.relaxed_dot_i8x16_i7x16_add_s(x, x, sum)
    : i32x4.add(sum, i32x4.dot_i16x8_s(sum, x));
}

/**
 * Multiply-adds with nothing around them: eight sums in registers, a vector of products each, no memory. What
 * the machine's SIMD can do at best; `count` × 64 multiply-adds, twice as many in the build with relaxed SIMD.
 */
export function bareLoop(count: i32): i32 {
  const x = i8x16.splat((count & 63) as i8);
  let a = i32x4.splat(0);
  let b = a;
  let c = a;
  let d = a;
  let e = a;
  let f = a;
  let g = a;
  let h = a;
  for (; count > 0; count--) {
    a = advance(a, x);
    b = advance(b, x);
    c = advance(c, x);
    d = advance(d, x);
    e = advance(e, x);
    f = advance(f, x);
    g = advance(g, x);
    h = advance(h, x);
  }
  const sum = v128.xor(
    v128.xor(v128.xor(a, b), v128.xor(c, d)),
    v128.xor(v128.xor(e, f), v128.xor(g, h)),
  );
  return i32x4.extract_lane(sum, 0);
}
