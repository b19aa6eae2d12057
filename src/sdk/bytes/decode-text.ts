/** Letters that stand for a byte each; the two behind them precede another letter. */
const SINGLE = 91;

/**
 * The bytes that `encodeBytes` (bundle/model-module.mjs) wrote as text: printable ASCII without quote and backslash, the
 * 91 most frequent bytes as a letter each, the others as two. Equal bytes are equal letters, so that gzip finds in the
 * text what it would find in the bytes: of a model it comes out 5 % larger than they would, base64 15 %.
 *
 * @param order the bytes by falling frequency, two hexadecimal digits each
 */
export function decodeText(text: string, order: string): Uint8Array<ArrayBuffer> {
  const byRank = Uint8Array.from({ length: 256 }, (_, rank) =>
    parseInt(order.slice(2 * rank, 2 * rank + 2), 16),
  );
  const bytes = new Uint8Array(text.length);
  let length = 0;
  let base = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // Neither `"` (34) nor `\` (92) is a letter.
    const letter = code - 32 - (code > 34 ? 1 : 0) - (code > 92 ? 1 : 0);
    if (letter < SINGLE) {
      bytes[length++] = byRank[base + letter]!;
      base = 0;
    } else {
      base = SINGLE * (letter - SINGLE + 1);
    }
  }
  return bytes.slice(0, length);
}
