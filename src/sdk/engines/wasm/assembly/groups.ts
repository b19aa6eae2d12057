import { WIDTH } from '../layout';

/*
 * The kernel multiplies and adds neighbouring components in groups of 32 bits: two of 16 bits, or, in the build
 * for relaxed SIMD, four of 8 bits.
 *
 * The relaxed product of four is exact, and the same everywhere, where its second operand lies in 0 … 127.
 * Hidden units and cross features do. Weights have 64 added, and 64 · Σ x is taken off again, with the
 * components beyond the width in both; where one lies outside −64 … 63, all of its block come in two halves,
 * which have 64 and 63 added.
 */

/** Components in four groups. */
export const STEP: i32 = ASC_FEATURE_RELAXED_SIMD ? 16 : 8;

/** Steps of four groups in WIDTH components. */
export function steps(): i32 {
  return (load<i32>(WIDTH) + STEP - 1) / STEP;
}

/** Adds the products of each group; if relaxed, `b` lies in 0 … 127. */
export function advance(sum: v128, a: v128, b: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD
    ? i32x4.relaxed_dot_i8x16_i7x16_add_s(a, b, sum)
    : i32x4.add(sum, i32x4.dot_i16x8_s(a, b));
}

/** Four groups of components of int8. */
export function components(at: i32): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? v128.load(at) : v128.load_ext<i8>(at);
}

/** Stores the groups of four vectors of WIDTH components side by side, `stride` bytes from one to the next. */
export function transpose(a: i32, b: i32, c: i32, d: i32, to: i32, stride: i32): void {
  for (const end = a + load<i32>(WIDTH); a < end; a += STEP) {
    const va = components(a);
    const vb = components(b);
    const vc = components(c);
    const vd = components(d);
    const ab = v128.shuffle<i32>(va, vb, 0, 4, 1, 5);
    const cd = v128.shuffle<i32>(vc, vd, 0, 4, 1, 5);
    const ef = v128.shuffle<i32>(va, vb, 2, 6, 3, 7);
    const gh = v128.shuffle<i32>(vc, vd, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<i64>(ab, cd, 0, 2));
    to += stride;
    v128.store(to, v128.shuffle<i64>(ab, cd, 1, 3));
    to += stride;
    v128.store(to, v128.shuffle<i64>(ef, gh, 0, 2));
    to += stride;
    v128.store(to, v128.shuffle<i64>(ef, gh, 1, 3));
    to += stride;
    b += STEP;
    c += STEP;
    d += STEP;
  }
}
