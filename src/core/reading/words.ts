const ASCII = /^[\0-\x7f]*$/; // eslint-disable-line no-control-regex

/** Emoji and other pictures, U+1F000 to U+1FBFF, as UTF-16 has them. */
export const PICTURES = /[\ud83c-\ud83e][\udc00-\udfff]/g;

/** ℠ and ™ would become letters of the word before. */
const TRADE_MARKS = /[\u2120\u2122]/g;
/** ı, and what İ becomes in lower case. */
const TURKISH_I = /i\u0307|\u0131/g;

/**
 * Text normalization: compatibility forms folded (NFKC), emoji replaced by spaces, lower case. The i of Turkish is
 * one with or without a dot, since its capitals are written both ways.
 */
export function foldText(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text
    .replace(TRADE_MARKS, ' ')
    .normalize('NFKC')
    .replace(PICTURES, ' ')
    .toLowerCase()
    .replace(TURKISH_I, 'i');
}

/** Commas, stops and the like of Hebrew, Arabic and the scripts of India. */
const FAR_MARKS = /* @__PURE__ */ new Set([0x05be, 0x060c, 0x061b, 0x061f, 0x06d4, 0x0964, 0x0965]);

/**
 * Whether a UTF-16 code unit of a folded text belongs to a word: ASCII letters and digits, and from U+00AA
 * on everything but the blocks of punctuation, symbols and spaces. A written rule rather than the engine's
 * Unicode tables, so that every version of every browser cuts words alike.
 */
export function isWordUnit(unit: number): boolean {
  if (unit < 0x80) {
    return (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90);
  }
  if (unit < 0xc0) return unit === 0xaa || unit === 0xb5 || unit === 0xba;
  if (unit < 0x2000) return unit < 0x100 ? unit !== 0xd7 && unit !== 0xf7 : !FAR_MARKS.has(unit);
  if (unit <= 0x2bff) return false;
  if (unit < 0x3021) return unit < 0x3000 || (unit >= 0x3005 && unit <= 0x3007);
  if (unit < 0xe000) return unit !== 0x30fb;
  if (unit <= 0xf8ff || unit >= 0xfff0 || unit === 0xfeff) return false;
  return unit < 0xfe00 || unit > 0xfe6f;
}

const PLUS = 43;
const HASH = 35;
const LOWER_S = 115;

/**
 * Calls `visit(start, end)` for each word of a folded text, in order, until `maxWords` words: a run of word
 * units and of the `+` and `#` that follow it ("c++", "c#"). A plural `s` is cut off by moving `end`: of
 * words of four or more units, not after another `s`. The definition; `createWordCutter` is the fast way.
 */
export function eachWord(
  text: string,
  maxWords: number,
  visit: (start: number, end: number) => void,
): void {
  const length = text.length;
  let at = 0;
  for (let words = 0; words < maxWords; words++) {
    while (at < length && !isWordUnit(text.charCodeAt(at))) at++;
    if (at === length) return;
    const start = at;
    while (at < length && isWordUnit(text.charCodeAt(at))) at++;
    while (at < length && (text.charCodeAt(at) === PLUS || text.charCodeAt(at) === HASH)) at++;
    const plural =
      at - start >= 4 && text.charCodeAt(at - 1) === LOWER_S && text.charCodeAt(at - 2) !== LOWER_S;
    visit(start, plural ? at - 1 : at);
  }
}
