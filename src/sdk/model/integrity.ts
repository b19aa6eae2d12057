import { PocketRankError } from '../../core/errors.ts';
import { decodeBase64 } from '../bytes/base64.ts';

/**
 * The SHA-256 that `integrity` states, as lowercase hexadecimal: either 64 hexadecimal digits or
 * `sha256-` and base64, as in the `integrity` attribute of HTML.
 * @throws PocketRankError `INVALID_ARGUMENT`
 */
export function parseIntegrity(integrity: string): string {
  if (/^[0-9a-f]{64}$/i.test(integrity)) return integrity.toLowerCase();
  const digest = integrity.startsWith('sha256-') ? decodeBase64(integrity.slice(7)) : undefined;
  if (digest?.length !== 32) {
    throw new PocketRankError('INVALID_ARGUMENT', `The integrity "${integrity}" is no SHA-256.`, {
      hint: 'Give 64 hexadecimal digits, or "sha256-" and base64.',
    });
  }
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
