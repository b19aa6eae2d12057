/** The letter that stands for a byte of 0 is this far from it; small numbers are the most frequent in a kernel. */
const ZERO = 39;
/** The first of the letters that precede another one; those before it stand for a byte each. */
const FIRST_PREFIX = 115;
const SINGLE = 80;

/**
 * The bytes of a kernel that `encodeKernel` (build-plugin.mjs) wrote as text: printable ASCII from `#` on, 80
 * letters for as many bytes, and three that precede another's letter. Equal bytes are equal letters, so that gzip
 * finds in the text what it would find in the bytes: it comes out 3 % larger than they would, as base64 of
 * compressed bytes does, and nothing need be decompressed here. This runs once, so it counts how long each step
 * of it is interpreted.
 */
export function decodeKernel(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new TextEncoder().encode(text);
  let length = 0;
  let from = ZERO;
  for (let i = 0; i < bytes.length; i++) {
    const code = bytes[i]!;
    if (code < FIRST_PREFIX) {
      bytes[length++] = code - from;
      from = ZERO;
    } else {
      from = ZERO - SINGLE * (code + 1 - FIRST_PREFIX);
    }
  }
  return bytes.subarray(0, length);
}
