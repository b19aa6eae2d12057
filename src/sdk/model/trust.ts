import { PocketRankError } from '../../core/errors.ts';
import { parseIntegrity } from './integrity.ts';
import { verifySignature, type PublicKey } from './signature.ts';

/** What a host demands of a model beyond being one. */
export interface Demands {
  /** The SHA-256 that the bytes must have, hexadecimal or as `sha256-…`; nothing else is then accepted. */
  integrity?: string | undefined;
  /** The key that the model must be signed with. */
  publicKey?: PublicKey | undefined;
  /** The detached signature. Default: fetched from the model's address with `.sig` after the path. */
  signature?: Uint8Array | string | undefined;
}

/**
 * Refuses bytes that do not meet the demands.
 *
 * @param findSignature finds the signature where the host has given none
 * @returns the signature that was found
 * @throws PocketRankError `INVALID_MODEL`, `INVALID_ARGUMENT`
 */
export type Trust = (
  bytes: Uint8Array,
  hash: string,
  where: string,
  findSignature?: () => Promise<Uint8Array | undefined>,
) => Promise<Uint8Array | undefined>;

/** @throws PocketRankError `INVALID_ARGUMENT` for an integrity that is none */
export function createTrust({ integrity, publicKey, signature }: Demands): Trust {
  const wanted = integrity === undefined ? undefined : parseIntegrity(integrity);
  return async (bytes, hash, where, findSignature) => {
    if (wanted !== undefined && hash !== wanted) {
      throw new PocketRankError(
        'INVALID_MODEL',
        `${where} has the SHA-256 ${hash}, not ${wanted}.`,
        {
          hint: 'The file was changed or damaged; if the change is wanted, update `integrity`.',
        },
      );
    }
    if (publicKey === undefined) return undefined;
    const found = signature === undefined ? await findSignature?.() : undefined;
    const checked = signature ?? found;
    if (checked === undefined) {
      throw new PocketRankError('INVALID_ARGUMENT', `${where} has no signature to check.`, {
        hint: 'Pass `signature` together with `publicKey`.',
      });
    }
    await verifySignature(bytes, checked, publicKey, where);
    return found;
  };
}
