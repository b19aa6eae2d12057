/**
 * SHA-256 of `bytes` as 64 lowercase hexadecimal digits, by WebCrypto where the page has it (only secure
 * contexts do), else in plain code, which is then loaded.
 */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  const subtle = globalThis.crypto?.subtle;
  const digest = subtle
    ? new Uint8Array(await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>))
    : (await import('./sha256-pure.ts')).sha256Pure(bytes);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
