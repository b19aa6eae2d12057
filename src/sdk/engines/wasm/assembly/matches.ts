import { CROSS_ARGUMENT, CROSS_TERMS, CROSS_SLOTS, TILE_ITEMS, TILE_SLOTS } from '../layout';

/*
 * Items have few keys, and so has what they are compared with: so each key of four slots of eight items is compared
 * with each of the other side. Whether a slot is filled or shared is as good as random to a processor that
 * guesses branches; here none depends on a single slot.
 */

/** Writes the features of a match: core/features/crosses. */
export function matches(cross: i32, offset: i32, isPerText: bool, to: i32): void {
  const keys = load<i32>(cross, CROSS_ARGUMENT);
  const keysEnd = keys + (load<i32>(cross, CROSS_TERMS) << 1);
  let slots = load<i32>(cross, CROSS_SLOTS);
  const none = i16x8.splat(0);
  let alive = i16x8.splat(-1);
  let known = none;
  let sum = none;
  let best = none;
  do {
    // Of each item its four keys, then their shares.
    const a = fourSlots(load<i32>(TILE_ITEMS) + offset);
    const b = fourSlots(load<i32>(TILE_ITEMS + 4) + offset);
    const c = fourSlots(load<i32>(TILE_ITEMS + 8) + offset);
    const d = fourSlots(load<i32>(TILE_ITEMS + 12) + offset);
    const e = fourSlots(load<i32>(TILE_ITEMS + 16) + offset);
    const f = fourSlots(load<i32>(TILE_ITEMS + 20) + offset);
    const g = fourSlots(load<i32>(TILE_ITEMS + 24) + offset);
    const h = fourSlots(load<i32>(TILE_ITEMS + 28) + offset);
    // Of each slot the keys of eight items, then the shares.
    let ab = lower16(a, b);
    let cd = lower16(c, d);
    let ef = lower16(e, f);
    let gh = lower16(g, h);
    let abcd = lower32(ab, cd);
    let efgh = lower32(ef, gh);
    const k0 = lower64(abcd, efgh);
    let k1 = upper64(abcd, efgh);
    abcd = upper32(ab, cd);
    efgh = upper32(ef, gh);
    let k2 = lower64(abcd, efgh);
    let k3 = upper64(abcd, efgh);
    ab = upper16(a, b);
    cd = upper16(c, d);
    ef = upper16(e, f);
    gh = upper16(g, h);
    abcd = lower32(ab, cd);
    efgh = lower32(ef, gh);
    let s0 = lower64(abcd, efgh);
    let s1 = upper64(abcd, efgh);
    abcd = upper32(ab, cd);
    efgh = upper32(ef, gh);
    let s2 = lower64(abcd, efgh);
    let s3 = upper64(abcd, efgh);
    if (slots < 4) {
      if (slots < 2) k1 = none;
      if (slots < 3) k2 = none;
      k3 = none;
    }
    // From the first empty slot on, nothing counts.
    alive = v128.andnot(alive, i16x8.eq(k0, none));
    known = v128.or(known, alive);
    s0 = v128.and(s0, alive);
    alive = v128.andnot(alive, i16x8.eq(k1, none));
    s1 = v128.and(s1, alive);
    alive = v128.andnot(alive, i16x8.eq(k2, none));
    s2 = v128.and(s2, alive);
    alive = v128.andnot(alive, i16x8.eq(k3, none));
    s3 = v128.and(s3, alive);
    let h0 = none;
    let h1 = none;
    let h2 = none;
    let h3 = none;
    for (let at = keys; at < keysEnd; at += 2) {
      const key = v128.load_splat<u16>(at);
      h0 = v128.or(h0, i16x8.eq(k0, key));
      h1 = v128.or(h1, i16x8.eq(k1, key));
      h2 = v128.or(h2, i16x8.eq(k2, key));
      h3 = v128.or(h3, i16x8.eq(k3, key));
    }
    if (isPerText) {
      storeFour(TILE_SLOTS, s0, s1, s2, s3);
      storeFour(TILE_SLOTS + 64, h0, h1, h2, h3);
      for (let at = TILE_SLOTS; at < TILE_SLOTS + 64; at += 16) {
        const mark = v128.load(at);
        const opens = i16x8.gt_s(mark, i16x8.splat(127));
        best = i16x8.max_s(best, v128.and(sum, opens));
        const weight = v128.and(mark, i16x8.splat(127));
        const cost = i16x8.shr_u(i16x8.add(weight, i16x8.splat(2)), 2);
        sum = i16x8.add(
          v128.andnot(sum, opens),
          v128.bitselect(weight, i16x8.neg(cost), v128.load(at, 64)),
        );
      }
    } else {
      sum = i16x8.add(sum, i16x8.add(v128.and(s0, h0), v128.and(s1, h1)));
      sum = i16x8.add(sum, i16x8.add(v128.and(s2, h2), v128.and(s3, h3)));
    }
    offset += 12;
    slots -= 4;
  } while (slots > 0 && v128.any_true(alive));
  best = i16x8.min_s(i16x8.max_s(best, sum), i16x8.splat(127));
  storeFeatures(to, best, known);
}

/** Stores the values of eight items where they are known. */
export function storeFeatures(to: i32, value: v128, known: v128): void {
  value = v128.and(value, known);
  known = v128.and(known, i16x8.splat(127));
  v128.store(to, v128.shuffle<i16>(value, known, 0, 8, 1, 9, 2, 10, 3, 11));
  v128.store(to, v128.shuffle<i16>(value, known, 4, 12, 5, 13, 6, 14, 7, 15), 16);
}

/** Four keys, then their shares, widened. */
function fourSlots(at: i32): v128 {
  return i8x16.swizzle(v128.load(at), i8x16(0, 1, 3, 4, 6, 7, 9, 10, 2, -1, 5, -1, 8, -1, 11, -1));
}

/** Stores four vectors, one after the other. */
function storeFour(to: i32, a: v128, b: v128, c: v128, d: v128): void {
  v128.store(to, a);
  v128.store(to, b, 16);
  v128.store(to, c, 32);
  v128.store(to, d, 48);
}

function lower16(a: v128, b: v128): v128 {
  return v128.shuffle<i16>(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
}

function upper16(a: v128, b: v128): v128 {
  return v128.shuffle<i16>(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
}

function lower32(a: v128, b: v128): v128 {
  return v128.shuffle<i32>(a, b, 0, 4, 1, 5);
}

function upper32(a: v128, b: v128): v128 {
  return v128.shuffle<i32>(a, b, 2, 6, 3, 7);
}

function lower64(a: v128, b: v128): v128 {
  return v128.shuffle<i64>(a, b, 0, 2);
}

function upper64(a: v128, b: v128): v128 {
  return v128.shuffle<i64>(a, b, 1, 3);
}
