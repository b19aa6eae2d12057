/** The state that a string hash starts from; `salt` keeps token spaces apart. */
export function hashStart(salt: number): number {
  return (0x811c9dc5 ^ Math.imul(salt, 0x9e3779b9)) | 0;
}

/**
 * One step of FNV-1a over a UTF-16 code unit (not over UTF-8 bytes: strings already are UTF-16 here, so
 * that no engine has to transcode them). Prefix states can be shared, which is what makes hashing all
 * n-grams of a word cheap.
 *
 * Source: Fowler–Noll–Vo hash, draft-eastlake-fnv.
 */
export function hashStep(state: number, codeUnit: number): number {
  return Math.imul(state ^ codeUnit, 0x01000193);
}

/**
 * The finalizer of MurmurHash3: every input bit reaches every output bit. Unsigned 32-bit result.
 *
 * Source: Austin Appleby, MurmurHash3 (public domain).
 */
export function mix32(value: number): number {
  let h = value | 0;
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  h ^= h >>> 16;
  return h >>> 0;
}

/** The hash of a row of hashes with one more behind; unsigned. */
export function joinHashes(row: number, next: number): number {
  return mix32(Math.imul(row, 0x01000193) ^ next);
}

/** Hash of a whole string: an unsigned 32-bit integer. */
export function hashString(text: string, salt: number): number {
  let state = hashStart(salt);
  for (let i = 0; i < text.length; i++) state = hashStep(state, text.charCodeAt(i));
  return mix32(state);
}
