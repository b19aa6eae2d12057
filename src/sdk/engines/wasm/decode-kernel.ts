/** The first letters of the alphabet stand for a byte each. */
const SINGLE = 80;
/** The byte that the first letter stands for, negated: small numbers are the most frequent in a kernel. */
const SHIFT = 4;

/**
 * The bytes of a kernel that `encodeKernel` (build-plugin.mjs) wrote as text: printable ASCII from `#` on without
 * the backslash, 80 letters for as many bytes, and three that precede another's letter. Equal bytes are equal
 * letters, so that gzip finds in the text what it would find in the bytes: it comes out 3 % larger than they
 * would, as base64 of compressed bytes does, and nothing need be decompressed here.
 */
export function decodeKernel(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  let length = 0;
  let high = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const letter = code - (code > 92 ? 36 : 35);
    if (letter < SINGLE) {
      bytes[length++] = high + letter - SHIFT;
      high = 0;
    } else {
      high = SINGLE * (letter - SINGLE + 1);
    }
  }
  return bytes.subarray(0, length);
}
