/**
 * MurmurHash3, 32 bits, over UTF-16 code units taken as 16-bit values (not over UTF-8 bytes: the caller's
 * strings already are UTF-16, and an engine can hash them without transcoding).
 *
 * Source: Austin Appleby, MurmurHash3_x86_32 (public domain), fed two code units a block.
 *
 * @returns an unsigned 32-bit integer.
 */
export function hashString(text: string, seed: number): number {
  let h = seed | 0;
  const length = text.length;
  const even = length & ~1;
  for (let i = 0; i < even; i += 2) {
    let k = text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16);
    k = Math.imul(k, 0xcc9e2d51);
    k = (k << 15) | (k >>> 17);
    h ^= Math.imul(k, 0x1b873593);
    h = (h << 13) | (h >>> 19);
    h = (Math.imul(h, 5) + 0xe6546b64) | 0;
  }
  if (even < length) {
    let k = Math.imul(text.charCodeAt(even), 0xcc9e2d51);
    k = (k << 15) | (k >>> 17);
    h ^= Math.imul(k, 0x1b873593);
  }
  return mix32(h ^ (length << 1));
}

/** The finalizer of MurmurHash3: every input bit reaches every output bit. Unsigned 32-bit result. */
export function mix32(value: number): number {
  let h = value | 0;
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  h ^= h >>> 16;
  return h >>> 0;
}
