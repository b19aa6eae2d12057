import { MEMO_BITS, TERM_MASKS, TERM_MEMO } from '../layout';
import { within } from './fold';
import { asWritten, isName } from './names';

/** Any odd number whose bits are mixed. */
const MIXER: i64 = 0x1e3779b97f4a7d;

/** Where the words end. */
export let wordsEnd: i32 = 0;
/** What the next word that is added is remembered by; 0: by nothing. */
let fresh: i32 = 0;

/** Starts a list of words. */
export function startWords(at: i32): void {
  wordsEnd = at;
}

/**
 * Adds a word: its hash, then a byte each of how it is written, its gap, whether it has several letters, and whether
 * it is a name (1) and is one as it is written (2).
 */
export function addWord(hash: u32, written: i32, gap: i32, several: bool): void {
  const to = wordsEnd;
  const names = i32(isName(hash)) | (i32(written > 0 && isName(asWritten(hash, written))) << 1);
  store<u32>(to, hash);
  store<i32>(to, written | (i32(several) << 16) | (names << 24), 4);
  if (fresh > 0) store<u64>(fresh, load<u64>(to));
  fresh = 0;
  store<u8>(to, gap, 5);
  wordsEnd = to + 8;
}

/**
 * Adds the word at a place, if it has up to fifteen letters or digits, all of ASCII, and no sign, as most have, and
 * those like it that follow behind a space each. The same few thousand words make up nearly all texts: each is
 * remembered once it is cut. Returns where the last of them ends; 0 where the first must be cut.
 *
 * @param binds whether the mark before it might be a part of it, were it a single letter
 */
export function plainWords(at: i32, gap: i32, binds: bool): i32 {
  const masks = load<i32>(TERM_MASKS) + 16;
  const memos = load<i32>(TERM_MEMO);
  let to = wordsEnd;
  let last = 0;
  for (;;) {
    const x = v128.load(at);
    const letters = within(v128.or(x, i8x16.splat(32)), 97, 26);
    const inWord = i8x16.bitmask(v128.or(letters, within(x, 48, 10)));
    const size = ctz(~inWord);
    const end = at + size;
    const next: i32 = load<u8>(end);
    // Signs and letters of Western Europe go on with the word.
    if (size > 15 || next == 43 || next == 35 || next == 0xc3) break;
    if (size < 2 && (size == 0 || binds || next != 32)) break;
    const key = v128.and(x, v128.load(masks - size));
    let slot = i64x2.extract_lane(key, 0) ^ (i64x2.extract_lane(key, 1) * MIXER);
    slot = (slot * MIXER) >>> (64 - MEMO_BITS);
    const memo = memos + ((slot as i32) << 5);
    if (v128.any_true(v128.xor(key, v128.load(memo)))) {
      if (last == 0) {
        v128.store(memo, key);
        fresh = memo + 16;
      }
      break;
    }
    store<u64>(to, load<u64>(memo, 16) | ((gap as u64) << 40));
    to += 8;
    last = end;
    // Mostly a space follows, and another word.
    if (next != 32 || !((inWord >> (size + 1)) & 1)) break;
    at = end + 1;
    gap = 0;
    binds = false;
  }
  wordsEnd = to;
  return last;
}
