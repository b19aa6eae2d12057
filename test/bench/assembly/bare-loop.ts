/**
 * Multiply-adds with nothing around them: eight sums in registers, two vectors of eight 16-bit numbers a
 * multiply-add, no memory. What the machine's SIMD can do at best; `count` × 64 multiply-adds.
 */
export function bareLoop(count: i32): i32 {
  const x = i16x8.splat(count as i16);
  let a = i32x4.splat(0);
  let b = a;
  let c = a;
  let d = a;
  let e = a;
  let f = a;
  let g = a;
  let h = a;
  for (; count > 0; count--) {
    a = i32x4.add(a, i32x4.dot_i16x8_s(a, x));
    b = i32x4.add(b, i32x4.dot_i16x8_s(b, x));
    c = i32x4.add(c, i32x4.dot_i16x8_s(c, x));
    d = i32x4.add(d, i32x4.dot_i16x8_s(d, x));
    e = i32x4.add(e, i32x4.dot_i16x8_s(e, x));
    f = i32x4.add(f, i32x4.dot_i16x8_s(f, x));
    g = i32x4.add(g, i32x4.dot_i16x8_s(g, x));
    h = i32x4.add(h, i32x4.dot_i16x8_s(h, x));
  }
  const sum = v128.xor(
    v128.xor(v128.xor(a, b), v128.xor(c, d)),
    v128.xor(v128.xor(e, f), v128.xor(g, h)),
  );
  return i32x4.extract_lane(sum, 0);
}
