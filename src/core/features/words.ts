/**
 * Text normalization: compatibility forms folded (NFKC) and lower case. ASCII text takes a short cut.
 */
export function foldText(text: string): string {
  // eslint-disable-next-line no-control-regex
  return (/^[\0-\x7f]*$/.test(text) ? text : text.normalize('NFKC')).toLowerCase();
}

/**
 * Whether a UTF-16 code unit belongs to a word: ASCII letters and digits, and from U+00AA on everything
 * but the blocks of punctuation, symbols and spaces. A written rule rather than the engine's Unicode
 * tables, so that every version of every browser cuts words alike.
 */
export function isWordUnit(unit: number): boolean {
  if (unit < 0x80) {
    return (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90);
  }
  if (unit < 0xc0) return unit === 0xaa || unit === 0xb5 || unit === 0xba;
  if (unit === 0xd7 || unit === 0xf7) return false;
  if (unit >= 0x2000 && unit <= 0x2bff) return false;
  if (unit >= 0x3000 && unit <= 0x3004) return false;
  if (unit >= 0x3008 && unit <= 0x3020) return false;
  if (unit >= 0xe000 && unit <= 0xf8ff) return false;
  if (unit >= 0xfe00 && unit <= 0xfe6f) return false;
  return unit < 0xfff0 && unit !== 0xfeff && unit !== 0x30fb;
}

const PLUS = 43;
const HASH = 35;
const LOWER_S = 115;

/**
 * Calls `visit(start, end)` for each word of a folded text, in order, until `maxWords` words: a run of word
 * units and the `+` and `#` that follow it ("c++", "c#"). A plural `s` is cut off by moving `end`: of
 * words of four or more ASCII-ending letters, not after another `s`.
 */
export function eachWord(
  text: string,
  maxWords: number,
  visit: (start: number, end: number) => void,
): void {
  const length = text.length;
  let at = 0;
  let words = 0;
  while (at < length && words < maxWords) {
    if (!isWordUnit(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const start = at;
    while (at < length && isWordUnit(text.charCodeAt(at))) at++;
    let end = at;
    while (at < length && (text.charCodeAt(at) === PLUS || text.charCodeAt(at) === HASH)) at++;
    if (at > end) {
      end = at;
    } else if (
      end - start >= 4 &&
      text.charCodeAt(end - 1) === LOWER_S &&
      text.charCodeAt(end - 2) !== LOWER_S
    ) {
      end--;
    }
    visit(start, end);
    words++;
  }
}
