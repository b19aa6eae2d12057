import { CODE_HASH_BYTES } from './student.ts';

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * The text form of an item code, as servers put it into `attributes.pocketrankCode`: base64url (no padding)
 * of the first 8 bytes of the model's SHA-256 and the code.
 *
 * @param modelHash SHA-256 of the model file, hexadecimal
 */
export function writeItemCode(modelHash: string, code: Uint8Array): string {
  const bytes = new Uint8Array(CODE_HASH_BYTES + code.length);
  for (let i = 0; i < CODE_HASH_BYTES; i++) {
    bytes[i] = parseInt(modelHash.slice(2 * i, 2 * i + 2), 16);
  }
  bytes.set(code, CODE_HASH_BYTES);
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const bits = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const letters = Math.min(bytes.length - i, 3) + 1;
    for (let k = 0; k < letters; k++) text += BASE64URL[(bits >> (18 - 6 * k)) & 63];
  }
  return text;
}
