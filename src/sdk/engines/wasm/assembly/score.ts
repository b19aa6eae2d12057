import {
  BLOCKS,
  BLOCK_HEADER,
  CODES,
  CROSSES,
  CROSS_BYTES,
  CROSS_COUNT,
  CROSS_SHIFT,
  HEAD,
  OUT,
  OUT_BIAS,
  OUT_CROSS_SHIFT,
  OUT_DOT,
  OUT_HIDDEN_SHIFT,
  SHIFT,
  SLOTS,
  STRIDE,
  TILE,
  TILE_CODES,
  TILE_CROSSES,
  WIDTH,
} from '../layout';
import { crossPair } from './crosses';

/*
 * Eight jobs at a time. Their codes are transposed once, so that a vector holds two neighbouring components
 * (16 bits each) of four jobs; a multiply-add with two weights, broadcast, then advances four jobs, and no
 * sum over lanes is ever needed. Four hidden units by eight jobs keep eight sums in registers.
 */

/** Scores the `count` jobs whose slots lie at SLOTS: core/student/score. */
export function score(count: i32): void {
  const slots = load<i32>(SLOTS);
  for (let n = 0; n < count; n += TILE) {
    for (let quad = 0; quad < TILE; quad += 4) gather(slots, n + quad, count - 1, quad << 2);
    outputs(load<i32>(OUT) + (n << 3));
  }
}

/** Transposes the codes and cross features of four jobs into the tile; past the end, the last job again. */
function gather(slots: i32, first: i32, last: i32, lane: i32): void {
  const a = address(slots, min(first, last));
  const b = address(slots, min(first + 1, last));
  const c = address(slots, min(first + 2, last));
  const d = address(slots, min(first + 3, last));
  const width = load<i32>(WIDTH);
  let to = load<i32>(TILE_CODES) + lane;
  // The last vector may run into what follows the dense code: its weights are zero.
  for (let k = 0; k < width; k += 8) {
    const va = v128.load_ext<i8>(a + k);
    const vb = v128.load_ext<i8>(b + k);
    const vc = v128.load_ext<i8>(c + k);
    const vd = v128.load_ext<i8>(d + k);
    const ab = v128.shuffle<i32>(va, vb, 0, 4, 1, 5);
    const cd = v128.shuffle<i32>(vc, vd, 0, 4, 1, 5);
    const ef = v128.shuffle<i32>(va, vb, 2, 6, 3, 7);
    const gh = v128.shuffle<i32>(vc, vd, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<i64>(ab, cd, 0, 2));
    v128.store(to, v128.shuffle<i64>(ab, cd, 1, 3), 32);
    v128.store(to, v128.shuffle<i64>(ef, gh, 0, 2), 64);
    v128.store(to, v128.shuffle<i64>(ef, gh, 1, 3), 96);
    to += 128;
  }
  to = load<i32>(TILE_CROSSES) + lane;
  let cross = load<i32>(CROSSES);
  for (let i = load<i32>(CROSS_COUNT); i > 0; i--) {
    crossPair(cross, a, b, to);
    crossPair(cross, c, d, to + 8);
    cross += CROSS_BYTES;
    to += 32;
  }
}

export function address(slots: i32, n: i32): i32 {
  return load<i32>(CODES) + load<i32>(slots + (n << 2)) * load<i32>(STRIDE);
}

function advance(sum: v128, x: v128, weights: v128): v128 {
  return i32x4.add(sum, i32x4.dot_i16x8_s(x, weights));
}

/** The head for one tile. */
function outputs(out: i32): void {
  const tileCodes = load<i32>(TILE_CODES);
  const tileCrosses = load<i32>(TILE_CROSSES);
  const codesEnd = tileCodes + (((load<i32>(WIDTH) + 1) >> 1) << 5);
  const crossesEnd = tileCrosses + (load<i32>(CROSS_COUNT) << 5);
  const crossShift = load<i32>(CROSS_SHIFT);
  const shift = load<i32>(SHIFT);
  const half = i32x4.splat(1 << (shift - 1));
  const none = i32x4.splat(0);
  let w = load<i32>(HEAD);
  let x = 0;
  let p0 = none;
  let p1 = none;
  let c0 = none;
  let c1 = none;
  for (let block = load<i32>(BLOCKS); block > 0; block--) {
    const header = w;
    w += BLOCK_HEADER;
    let a0 = none;
    let a1 = none;
    let a2 = none;
    let a3 = none;
    let b0 = none;
    let b1 = none;
    let b2 = none;
    let b3 = none;
    for (let phase = tileCrosses, end = crossesEnd; ; phase = tileCodes, end = codesEnd) {
      for (x = phase; x < end; x += 32) {
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
      if (phase == tileCodes) break;
      a0 = i32x4.shl(a0, crossShift);
      a1 = i32x4.shl(a1, crossShift);
      a2 = i32x4.shl(a2, crossShift);
      a3 = i32x4.shl(a3, crossShift);
      b0 = i32x4.shl(b0, crossShift);
      b1 = i32x4.shl(b1, crossShift);
      b2 = i32x4.shl(b2, crossShift);
      b3 = i32x4.shl(b3, crossShift);
    }
    const ha01 = activePair(a0, a1, header, half, shift);
    const ha23 = activePair(a2, a3, header + 8, half, shift);
    const hb01 = activePair(b0, b1, header, half, shift);
    const hb23 = activePair(b2, b3, header + 8, half, shift);
    const policy01 = v128.load_splat<u32>(header, 32);
    const policy23 = v128.load_splat<u32>(header, 36);
    const click01 = v128.load_splat<u32>(header, 40);
    const click23 = v128.load_splat<u32>(header, 44);
    p0 = advance(advance(p0, ha01, policy01), ha23, policy23);
    p1 = advance(advance(p1, hb01, policy01), hb23, policy23);
    c0 = advance(advance(c0, ha01, click01), ha23, click23);
    c1 = advance(advance(c1, hb01, click01), hb23, click23);
  }

  // What is left: the cross weights of both outputs by turns, and the profile for the dot product.
  let pc0 = none;
  let pc1 = none;
  let cc0 = none;
  let cc1 = none;
  for (x = tileCrosses; x < crossesEnd; x += 32, w += 8) {
    const xa = v128.load(x);
    const xb = v128.load(x, 16);
    const policy = v128.load_splat<u32>(w);
    pc0 = advance(pc0, xa, policy);
    pc1 = advance(pc1, xb, policy);
    const click = v128.load_splat<u32>(w, 4);
    cc0 = advance(cc0, xa, click);
    cc1 = advance(cc1, xb, click);
  }
  let d0 = none;
  let d1 = none;
  for (x = tileCodes; x < codesEnd; x += 32, w += 4) {
    const profile = v128.load_splat<u32>(w);
    d0 = advance(d0, v128.load(x), profile);
    d1 = advance(d1, v128.load(x, 16), profile);
  }
  storeOutputs(out, total(p0, pc0, d0, 0), total(c0, cc0, d0, 4));
  storeOutputs(out + 32, total(p1, pc1, d1, 0), total(c1, cc1, d1, 4));
}

/** Two hidden units of four jobs, requantized to 0 … 127, as 16-bit neighbours. */
function activePair(first: v128, second: v128, header: i32, half: v128, shift: i32): v128 {
  return v128.or(
    active(first, header, half, shift),
    i32x4.shl(active(second, header + 4, half, shift), 16),
  );
}

function active(sum: v128, header: i32, half: v128, shift: i32): v128 {
  const acc = i32x4.add(sum, v128.load_splat<u32>(header));
  const scaled = i32x4.add(i32x4.mul(acc, v128.load_splat<u32>(header, 16)), half);
  return i32x4.max_s(i32x4.min_s(i32x4.shr_s(scaled, shift), i32x4.splat(127)), i32x4.splat(0));
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

function storeOutputs(out: i32, policy: v128, click: v128): void {
  v128.store(out, v128.shuffle<i32>(policy, click, 0, 4, 1, 5));
  v128.store(out, v128.shuffle<i32>(policy, click, 2, 6, 3, 7), 16);
}
