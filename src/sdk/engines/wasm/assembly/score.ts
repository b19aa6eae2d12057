import {
  ACTIVE,
  BIAS,
  BLOCK,
  BLOCKS,
  BLOCK_HEADER,
  CROSS_COUNT,
  CROSS_SHIFT,
  OUT,
  OUTPUTS,
  OUT_BIAS,
  OUT_CROSS_SHIFT,
  OUT_DOT,
  OUT_HIDDEN,
  OUT_HIDDEN_SHIFT,
  PACKED,
  ROW_BYTES,
  SHIFT,
  TILE,
  TILE_CODES,
  TILE_CROSSES,
  TILE_SUMS,
} from '../layout';
import { advance, steps } from './groups';
import { gatherTile } from './tile';

/*
 * Eight items at a time. Their codes are transposed once, so that a vector holds a group of components of four
 * items; a multiply-add with a group of weights, broadcast, then advances four items, and no sum over lanes is
 * ever needed. Four hidden units by eight items keep eight sums in registers.
 */

/** Scores the `count` items whose slots lie at SLOTS: core/student/score. */
export function score(count: i32): void {
  for (let n = 0; n < count; n += TILE) {
    gatherTile(n, count - 1);
    outputs(load<i32>(OUT) + load<i32>(OUTPUTS) * (n << 2));
  }
}

/** The head for one tile. */
function outputs(out: i32): void {
  const tileCodes = load<i32>(TILE_CODES);
  const tileCrosses = load<i32>(TILE_CROSSES);
  const sums = load<i32>(TILE_SUMS);
  const codesEnd = tileCodes + (steps() << 7);
  let crossGroups = load<i32>(CROSS_COUNT);
  if (ASC_FEATURE_RELAXED_SIMD) crossGroups = (crossGroups + 1) >> 1;
  const crossesEnd = tileCrosses + (crossGroups << 5);
  const crossShift = load<i32>(CROSS_SHIFT);
  const shift = load<i32>(SHIFT);
  const half = i32x4.splat(1 << (shift - 1));
  const none = i32x4.splat(0);
  let bias = load<i32>(BIAS);
  const activeUnits = load<i32>(ACTIVE);
  let units = activeUnits;
  const blocks = load<i32>(BLOCKS);
  let w = load<i32>(PACKED) + (load<i32>(ROW_BYTES) << 1);
  let x = 0;
  if (ASC_FEATURE_RELAXED_SIMD) {
    // Features become bytes, two crosses a group.
    let from = tileCrosses;
    for (x = tileCrosses; x < crossesEnd; x += 32, from += 64) {
      narrowCrosses(x, from);
      narrowCrosses(x + 16, from + 16);
    }
  }
  for (let block = blocks; block > 0; block--) {
    let passes = load<i32>(w);
    w += BLOCK_HEADER;
    let a0 = none;
    let a1 = none;
    let a2 = none;
    let a3 = none;
    let b0 = none;
    let b1 = none;
    let b2 = none;
    let b3 = none;
    for (x = tileCrosses; x < crossesEnd; x += 32) {
      const xa = v128.load(x);
      const xb = v128.load(x, 16);
      const w0 = v128.load_splat<u32>(w);
      a0 = advance(a0, w0, xa);
      b0 = advance(b0, w0, xb);
      const w1 = v128.load_splat<u32>(w, 4);
      a1 = advance(a1, w1, xa);
      b1 = advance(b1, w1, xb);
      const w2 = v128.load_splat<u32>(w, 8);
      a2 = advance(a2, w2, xa);
      b2 = advance(b2, w2, xb);
      const w3 = v128.load_splat<u32>(w, 12);
      a3 = advance(a3, w3, xa);
      b3 = advance(b3, w3, xb);
      w += 16;
    }
    a0 = i32x4.shl(a0, crossShift);
    a1 = i32x4.shl(a1, crossShift);
    a2 = i32x4.shl(a2, crossShift);
    a3 = i32x4.shl(a3, crossShift);
    b0 = i32x4.shl(b0, crossShift);
    b1 = i32x4.shl(b1, crossShift);
    b2 = i32x4.shl(b2, crossShift);
    b3 = i32x4.shl(b3, crossShift);
    if (ASC_FEATURE_RELAXED_SIMD) {
      // What was added to the weights: 64, or 127 to both halves.
      const offset = i32x4.splat(-1 - 63 * passes);
      const startA = i32x4.mul(v128.load(sums, 32), offset);
      const startB = i32x4.mul(v128.load(sums, 48), offset);
      a0 = i32x4.add(a0, startA);
      a1 = i32x4.add(a1, startA);
      a2 = i32x4.add(a2, startA);
      a3 = i32x4.add(a3, startA);
      b0 = i32x4.add(b0, startB);
      b1 = i32x4.add(b1, startB);
      b2 = i32x4.add(b2, startB);
      b3 = i32x4.add(b3, startB);
    }
    do {
      for (x = tileCodes; x < codesEnd; x += 32) {
        const xa = v128.load(x);
        const xb = v128.load(x, 16);
        const w0 = v128.load_splat<u32>(w);
        a0 = advance(a0, xa, w0);
        b0 = advance(b0, xb, w0);
        const w1 = v128.load_splat<u32>(w, 4);
        a1 = advance(a1, xa, w1);
        b1 = advance(b1, xb, w1);
        const w2 = v128.load_splat<u32>(w, 8);
        a2 = advance(a2, xa, w2);
        b2 = advance(b2, xb, w2);
        const w3 = v128.load_splat<u32>(w, 12);
        a3 = advance(a3, xa, w3);
        b3 = advance(b3, xb, w3);
        w += 16;
      }
    } while (--passes > 0);
    const multiplier = bias + 4 * BLOCK * blocks;
    v128.store(units, active(a0, a1, a2, a3, bias, multiplier, half, shift));
    v128.store(units, active(b0, b1, b2, b3, bias, multiplier, half, shift), 16);
    bias += 4 * BLOCK;
    units += 32;
  }

  // What is left are the weights of crosses in the outputs, four bytes of each.
  const count = load<i32>(OUTPUTS) << 2;
  let outHidden = load<i32>(OUT_HIDDEN);
  for (let output = 0; output < count; output += 4, w += 4) {
    let h0 = none;
    let h1 = none;
    for (let from = activeUnits; from < units; from += 32, outHidden += BLOCK) {
      const ha = v128.load(from);
      const hb = v128.load(from, 16);
      if (ASC_FEATURE_RELAXED_SIMD) {
        const weights = v128.load_splat<u32>(outHidden);
        h0 = advance(h0, weights, ha);
        h1 = advance(h1, weights, hb);
      } else {
        const weights = v128.load_ext<i8>(outHidden);
        h0 = advanceHalves(h0, ha, weights);
        h1 = advanceHalves(h1, hb, weights);
      }
    }
    // What crosses add: core/student/out-cross.
    let coarse0 = none;
    let coarse1 = none;
    let fine0 = none;
    let fine1 = none;
    let from = w;
    for (x = tileCrosses; x < crossesEnd; x += 32, from += count << 1) {
      const xa = v128.load(x);
      const xb = v128.load(x, 16);
      const coarse = v128.load_splat<u32>(from);
      coarse0 = advance(coarse0, coarse, xa);
      coarse1 = advance(coarse1, coarse, xb);
      const fine = v128.load_splat<u32>(from + count);
      fine0 = advance(fine0, fine, xa);
      fine1 = advance(fine1, fine, xb);
    }
    const c0 = i32x4.add(i32x4.shl(coarse0, 7), fine0);
    const c1 = i32x4.add(i32x4.shl(coarse1, 7), fine1);
    storeOutput(out + output, count, total(h0, c0, v128.load(sums), output));
    storeOutput(out + output + (count << 2), count, total(h1, c1, v128.load(sums, 16), output));
  }
}

/** Features of two crosses and four items, which lie 32 bytes apart, to bytes. */
function narrowCrosses(to: i32, from: i32): void {
  const bytes = i8x16.narrow_i16x8_u(v128.load(from), v128.load(from, 32));
  v128.store(to, v128.shuffle<i16>(bytes, bytes, 0, 4, 1, 5, 2, 6, 3, 7));
}

/**
 * Four hidden units of four items, requantized to 0 … 127: those of an item side by side, or, to be widened to
 * 16 bits, the first two of each item, then the others.
 */
function active(
  a: v128,
  b: v128,
  c: v128,
  d: v128,
  bias: i32,
  multiplier: i32,
  half: v128,
  shift: i32,
): v128 {
  a = requantize(a, bias, multiplier, half, shift);
  b = requantize(b, bias + 4, multiplier + 4, half, shift);
  c = requantize(c, bias + 8, multiplier + 8, half, shift);
  d = requantize(d, bias + 12, multiplier + 12, half, shift);
  const ab = i16x8.narrow_i32x4_s(a, b);
  const cd = i16x8.narrow_i32x4_s(c, d);
  // Saturating first does not change what the clamp gives.
  const all = i8x16.max_s(i8x16.narrow_i16x8_s(ab, cd), i8x16.splat(0));
  return ASC_FEATURE_RELAXED_SIMD
    ? v128.shuffle<i8>(all, all, 0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15)
    : v128.shuffle<i8>(all, all, 0, 4, 1, 5, 2, 6, 3, 7, 8, 12, 9, 13, 10, 14, 11, 15);
}

/** One hidden unit of four items, from its sum, not clamped yet. */
function requantize(sum: v128, bias: i32, multiplier: i32, half: v128, shift: i32): v128 {
  const acc = i32x4.add(sum, v128.load_splat<u32>(bias));
  return i32x4.shr_s(i32x4.add(i32x4.mul(acc, v128.load_splat<u32>(multiplier)), half), shift);
}

/** Adds the products of units in the order of {@link active} with their weights in 16 bits. */
function advanceHalves(sum: v128, units: v128, weights: v128): v128 {
  return advance(
    advance(sum, i16x8.extend_low_i8x16_s(units), v128.shuffle<i32>(weights, weights, 0, 0, 0, 0)),
    i16x8.extend_high_i8x16_s(units),
    v128.shuffle<i32>(weights, weights, 1, 1, 1, 1),
  );
}

function total(hidden: v128, cross: v128, dot: v128, output: i32): v128 {
  return i32x4.add(
    i32x4.add(
      i32x4.shl(hidden, load<i32>(OUT_HIDDEN_SHIFT)),
      i32x4.shl(cross, load<i32>(OUT_CROSS_SHIFT)),
    ),
    i32x4.add(
      i32x4.mul(dot, v128.load_splat<u32>(output, OUT_DOT)),
      v128.load_splat<u32>(output, OUT_BIAS),
    ),
  );
}

/** One output of four items, whose outputs lie `step` bytes apart. */
function storeOutput(out: i32, step: i32, output: v128): void {
  v128.store_lane<u32>(out, output, 0);
  v128.store_lane<u32>(out + step, output, 1);
  v128.store_lane<u32>(out + (step << 1), output, 2);
  v128.store_lane<u32>(out + 3 * step, output, 3);
}
