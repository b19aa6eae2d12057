/**
 * Makes folded UTF-16 units of UTF-8 (core/reading/words): lower case, and 0 for whatever is no part of a
 * word but `+` and `#`. Only of the characters that most pages are made of: ASCII, letters of Western Europe,
 * usual punctuation, ideographs and Hangul syllables, none of which changes with its neighbours.
 *
 * @param to may lie so far before `from` that one gives way to the other
 * @returns whether there are no other characters
 */
export function fold(from: i32, count: i32, to: i32): bool {
  const end = from + count;
  while (from < end) {
    const x = v128.load(from);
    const lower = v128.or(x, v128.and(within(x, 65, 26), i8x16.splat(32)));
    const isWord = v128.or(
      v128.or(within(lower, 97, 26), within(lower, 48, 10)),
      v128.or(i8x16.eq(lower, i8x16.splat(43)), i8x16.eq(lower, i8x16.splat(35))),
    );
    const word = v128.and(lower, isWord);
    v128.store(to, i16x8.extend_low_i8x16_u(word));
    v128.store(to, i16x8.extend_high_i8x16_u(word), 16);
    const ascii = ctz(i8x16.bitmask(x) | 0x10000);
    from += ascii;
    to += ascii << 1;
    if (ascii == 16 || from >= end) continue;
    const lead: u32 = load<u8>(from);
    let unit: u32 = load<u8>(from, 1) & 63;
    if (lead < 0xe0) {
      unit |= (lead & 31) << 6;
      from += 2;
    } else if (lead < 0xf0) {
      unit = ((lead & 15) << 12) | (unit << 6) | (load<u8>(from, 2) & 63);
      from += 3;
    } else {
      return false;
    }
    if (unit - 0xc0 < 0x40) {
      if (unit == 0xd7 || unit == 0xf7) unit = 0;
      else if (unit < 0xdf) unit += 32;
    } else if (unit - 0x4e00 >= 0x5200 && unit - 0xac00 >= 0x2ba4) {
      if (!isPlainMark(unit) && unit - 0x2024 >= 3) return false;
      unit = 0;
    }
    store<u16>(to, unit);
    to += 2;
  }
  return true;
}

/** Of U+00A0 to U+00BF those that no fold changes, as bits: `§`, `©`, `®`, `·` and the like. */
const PLAIN_LATIN: u32 = 0x88c37aff;

/** Whether a character beyond ASCII is a mark that no fold changes: as in core/terms/cut-terms. */
export function isPlainMark(unit: u32): bool {
  return (
    (unit - 0xa0 < 32 && (PLAIN_LATIN >> (unit - 0xa0)) & 1) ||
    (unit - 0x200b < 0x19 && unit != 0x2017) ||
    unit - 0x20a9 < 0x17 ||
    unit - 0x2190 < 0x70 ||
    unit - 0x2500 < 0x2c0 ||
    unit == 0xfeff
  );
}

/** Whether each byte is one of `count` from `from` on. */
export function within(x: v128, from: i8, count: i8): v128 {
  return i8x16.lt_u(i8x16.sub(x, i8x16.splat(from)), i8x16.splat(count));
}
