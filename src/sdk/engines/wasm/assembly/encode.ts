import {
  DENSE,
  DOUBLES,
  ENTER,
  ENTER_BLOCKS,
  ENTER_SHIFT,
  FIELDS,
  FIELD_BYTES,
  FIELD_COUNT,
  FIELD_GAINS,
  FIELD_TEXTS,
  LANE_BYTES,
  LEAVE,
  LEAVE_BLOCKS,
  LEAVE_SHIFT,
  MIXED,
  POOLED,
  ROW_BYTES,
  SINGLES,
  TOWER_INPUT,
  UNITS,
  UNITS_START,
  UNIT_VECTOR,
  UTF8,
  VALUE_TOKENS,
  WHOLES,
  WHOLE_ENDS,
} from '../layout';
import { fold } from './fold';
import { doublesEnd, listTokens, singlesEnd } from './tokens';

/**
 * Encodes what was read into the dense vector at DENSE and the whole tokens at WHOLES: core/student/encode.
 *
 * @param bytes how many at UTF8 are to be folded first; 0 where folded units are there already
 * @returns false where the host must fold
 */
export function encode(bytes: i32): bool {
  if (!fold(load<i32>(UTF8), bytes, load<i32>(UNITS_START))) return false;
  const rowBytes = load<i32>(ROW_BYTES);
  const pooled = load<i32>(POOLED);
  const mixed = load<i32>(MIXED);
  const unit = load<i32>(UNIT_VECTOR);
  const dense = load<i32>(DENSE);
  memory.fill(mixed, 0, rowBytes << 2);
  let text = 0;
  let wholes = load<i32>(WHOLES);
  for (let f = 0; f < load<i32>(FIELD_COUNT); f++) {
    const end = load<i32>(load<i32>(FIELD_TEXTS) + (f << 2));
    const field = load<i32>(FIELDS) + f * FIELD_BYTES;
    wholes = listTokens(field, load<i32>(VALUE_TOKENS) + (f << 4), text, end, wholes);
    store<i32>(load<i32>(WHOLE_ENDS) + (f << 2), (wholes - load<i32>(WHOLES)) >> 3);
    text = end;
    const gain: i32 = load<i8>(load<i32>(FIELD_GAINS) + f);
    const singles = load<i32>(SINGLES);
    const doubles = load<i32>(DOUBLES);
    if (gain == 0 || (singlesEnd == singles && doublesEnd == doubles)) continue;
    memory.fill(pooled, 0, rowBytes << 2);
    pool(doubles, doublesEnd, pooled, rowBytes);
    for (let to = pooled; to < pooled + (rowBytes << 2); to += 16) {
      v128.store(to, i32x4.shl(v128.load(to), 1));
    }
    pool(singles, singlesEnd, pooled, rowBytes);
    normalize(pooled, unit, rowBytes);
    const factor = i16x8.splat(gain as i16);
    for (let d = 0; d < rowBytes; d += 8) {
      const x = v128.load_ext<i8>(unit + d);
      const to = mixed + (d << 2);
      v128.store(to, i32x4.add(v128.load(to), i32x4.extmul_low_i16x8_s(x, factor)));
      v128.store(to, i32x4.add(v128.load(to, 16), i32x4.extmul_high_i16x8_s(x, factor)), 16);
    }
  }
  normalize(mixed, dense, rowBytes);
  const enter = load<i32>(ENTER);
  if (enter == 0) return true;

  // A tower: dense ← normalize(16 · dense + leave(relu(enter(dense)))).
  const input = load<i32>(TOWER_INPUT);
  for (let d = 0; d < rowBytes; d += 8) {
    v128.store(input + (d << 1), v128.load_ext<i8>(dense + d));
  }
  const enterBlocks = load<i32>(ENTER_BLOCKS);
  layer(enter, enterBlocks, load<i32>(ENTER_SHIFT), input, rowBytes >> 1, pooled);
  // Sixteen sums shrink to sixteen 16-bit units; their number is a multiple of sixteen.
  for (let u = 0; u < enterBlocks * UNITS; u += 8) {
    const low = v128.load(pooled + (u << 2));
    const high = v128.load(pooled + (u << 2), 16);
    // Saturating to 16 bits first does not change what the clamp to 0 … 127 gives.
    const narrow = i16x8.narrow_i32x4_s(low, high);
    v128.store(
      input + (u << 1),
      i16x8.max_s(i16x8.min_s(narrow, i16x8.splat(127)), i16x8.splat(0)),
    );
  }
  layer(
    load<i32>(LEAVE),
    load<i32>(LEAVE_BLOCKS),
    load<i32>(LEAVE_SHIFT),
    input,
    (enterBlocks * UNITS) >> 1,
    mixed,
  );
  for (let d = 0; d < rowBytes; d += 8) {
    const x = i16x8.shl(v128.load_ext<i8>(dense + d), 4);
    const to = mixed + (d << 2);
    v128.store(to, i32x4.add(v128.load(to), i32x4.extend_low_i16x8_s(x)));
    v128.store(to, i32x4.add(v128.load(to, 16), i32x4.extend_high_i16x8_s(x)), 16);
  }
  normalize(mixed, dense, rowBytes);
  return true;
}

/**
 * Adds the table rows whose addresses lie from `list` to `end`, 32 components at a time in 16 bits; since
 * |component| ≤ 127, 256 rows cannot overflow them.
 */
function pool(list: i32, end: i32, to: i32, rowBytes: i32): void {
  for (let d = 0; d < rowBytes; d += LANE_BYTES, to += 4 * LANE_BYTES) {
    let i = list;
    while (i < end) {
      const some = min(i + 4 * 256, end);
      let a = i16x8.splat(0);
      let b = a;
      let c = a;
      let e = a;
      for (; i < some; i += 4) {
        const row = load<i32>(i) + d;
        a = i16x8.add(a, v128.load_ext<i8>(row));
        b = i16x8.add(b, v128.load_ext<i8>(row, 8));
        c = i16x8.add(c, v128.load_ext<i8>(row, 16));
        e = i16x8.add(e, v128.load_ext<i8>(row, 24));
      }
      addWide(to, a);
      addWide(to + 32, b);
      addWide(to + 64, c);
      addWide(to + 96, e);
    }
  }
}

function addWide(to: i32, x: v128): void {
  v128.store(to, i32x4.add(v128.load(to), i32x4.extend_low_i16x8_s(x)));
  v128.store(to, i32x4.add(v128.load(to, 16), i32x4.extend_high_i16x8_s(x)), 16);
}

/**
 * `count` integers to a unit vector of int8: core/math/rounding. The squares are summed as integers: their sum
 * stays below 2^53, where doubles are exact. The zero vector divides by zero, and the lower half of the
 * NaN that comes of it is 0, as it should.
 */
function normalize(from: i32, to: i32, count: i32): void {
  let low = i64x2.splat(0);
  let high = low;
  for (let d = from; d < from + (count << 2); d += 16) {
    const x = v128.load(d);
    low = i64x2.add(low, i64x2.extmul_low_i32x4_s(x, x));
    high = i64x2.add(high, i64x2.extmul_high_i32x4_s(x, x));
  }
  low = i64x2.add(low, high);
  const squares = (i64x2.extract_lane(low, 0) + i64x2.extract_lane(low, 1)) as f64;
  const factor = f64x2.splat(256 / sqrt<f64>(squares));
  for (let d = 0; d < count; d += 8) {
    const narrow = i16x8.narrow_i32x4_s(
      rounded(v128.load(from), factor),
      rounded(v128.load(from, 16), factor),
    );
    v128.store64_lane(
      to + d,
      i8x16.max_s(i8x16.narrow_i16x8_s(narrow, narrow), i8x16.splat(-127)),
      0,
    );
    from += 32;
  }
}

function rounded(x: v128, factor: v128): v128 {
  const low = roundedPair(x, factor);
  const high = roundedPair(v128.shuffle<i64>(x, x, 1, 1), factor);
  return v128.shuffle<i32>(low, high, 0, 2, 4, 6);
}

/** In the lower halves of two doubles. */
function roundedPair(x: v128, factor: v128): v128 {
  const scaled = f64x2.mul(f64x2.convert_low_i32x4_s(x), factor);
  const whole = f64x2.floor(f64x2.add(scaled, f64x2.splat(0.5)));
  return f64x2.add(whole, f64x2.splat(6755399441055744));
}

/** A dense layer over `pairs` pairs of 16-bit inputs, sixteen outputs at a time. */
function layer(w: i32, blocks: i32, shift: i32, input: i32, pairs: i32, out: i32): void {
  const half = i32x4.splat(1 << (shift - 1));
  for (; blocks > 0; blocks--) {
    const header = w;
    w += 8 * UNITS;
    let a = v128.load(header);
    let b = v128.load(header, 16);
    let c = v128.load(header, 32);
    let d = v128.load(header, 48);
    for (let i = 0; i < pairs << 2; i += 4) {
      const x = v128.load_splat<u32>(input + i);
      a = i32x4.add(a, i32x4.dot_i16x8_s(x, v128.load(w)));
      b = i32x4.add(b, i32x4.dot_i16x8_s(x, v128.load(w, 16)));
      c = i32x4.add(c, i32x4.dot_i16x8_s(x, v128.load(w, 32)));
      d = i32x4.add(d, i32x4.dot_i16x8_s(x, v128.load(w, 48)));
      w += 64;
    }
    storeRequantized(out, a, v128.load(header, 64), half, shift);
    storeRequantized(out + 16, b, v128.load(header, 80), half, shift);
    storeRequantized(out + 32, c, v128.load(header, 96), half, shift);
    storeRequantized(out + 48, d, v128.load(header, 112), half, shift);
    out += 4 * UNITS;
  }
}

function storeRequantized(out: i32, acc: v128, multiplier: v128, half: v128, shift: i32): void {
  v128.store(out, i32x4.shr_s(i32x4.add(i32x4.mul(acc, multiplier), half), shift));
}
