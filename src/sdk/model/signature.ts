import { PocketRankError } from '../../core/errors.ts';
import type { WebKey } from '../platform-types.ts';
import { decodeBase64 } from '../bytes/base64.ts';

/** A key as JSON Web Key. */
export interface PublicJsonWebKey {
  readonly kty?: string | undefined;
  readonly crv?: string | undefined;
  readonly x?: string | undefined;
  readonly y?: string | undefined;
  readonly alg?: string | undefined;
  readonly use?: string | undefined;
  readonly key_ops?: readonly string[] | undefined;
  readonly ext?: boolean | undefined;
  readonly kid?: string | undefined;
}

/** An Ed25519 or ECDSA P-256 public key: imported, as JWK, or as SPKI in PEM or base64. */
export type PublicKey = WebKey | PublicJsonWebKey | string;

const ED25519 = { name: 'Ed25519' };
const P256 = { name: 'ECDSA', namedCurve: 'P-256' };
const CANNOT_VERIFY =
  'Signatures are checked by WebCrypto, which only secure contexts (HTTPS) have.';

/**
 * Checks a detached signature over the bytes of a model. What cannot be checked is refused.
 *
 * @param signature Ed25519: 64 bytes. ECDSA P-256 with SHA-256: 64 bytes (r, s) or DER, as OpenSSL writes
 * it. Either may be given in base64 as well, as bytes of text or a string.
 * @throws PocketRankError `INVALID_MODEL` when the signature is wrong or cannot be checked here;
 * `INVALID_ARGUMENT` when the key is none.
 */
export async function verifySignature(
  bytes: Uint8Array,
  signature: Uint8Array | string,
  publicKey: PublicKey,
  where: string,
): Promise<void> {
  const subtle = globalThis.crypto?.subtle;
  if (!subtle) {
    throw new PocketRankError('INVALID_MODEL', `The signature of ${where} cannot be checked.`, {
      hint: CANNOT_VERIFY,
    });
  }
  const key = await importKey(subtle, publicKey);
  const isEcdsa = key.algorithm.name === 'ECDSA';
  const raw = rawSignature(signature, isEcdsa);
  const algorithm = isEcdsa ? { name: 'ECDSA', hash: 'SHA-256' } : ED25519;
  const good =
    raw !== undefined &&
    (await subtle.verify(algorithm, key, raw, bytes as Uint8Array<ArrayBuffer>).catch(() => false));
  if (!good) {
    throw new PocketRankError(
      'INVALID_MODEL',
      `The signature of ${where} does not fit its bytes.`,
      {
        hint: 'The model was changed after signing, or signed with another key.',
      },
    );
  }
}

async function importKey(subtle: SubtleCrypto, publicKey: PublicKey): Promise<CryptoKey> {
  if (typeof CryptoKey !== 'undefined' && publicKey instanceof CryptoKey) return publicKey;
  const spki =
    typeof publicKey === 'string'
      ? decodeBase64(publicKey.replace(/-----[^-]+-----/g, ''))
      : undefined;
  const jwk = typeof publicKey === 'string' ? undefined : (publicKey as JsonWebKey);
  // The two kinds of SPKI differ in length: 44 bytes and 91.
  const algorithm = jwk?.kty === 'OKP' || spki?.length === 44 ? ED25519 : P256;
  try {
    return jwk
      ? await subtle.importKey('jwk', jwk, algorithm, false, ['verify'])
      : await subtle.importKey('spki', spki!, algorithm, false, ['verify']);
  } catch (cause) {
    if ((cause as Error).name === 'NotSupportedError') {
      throw new PocketRankError(
        'INVALID_MODEL',
        `This browser cannot check ${algorithm.name} signatures.`,
        {
          hint: 'Sign with ECDSA P-256 as well, which every browser checks.',
          cause,
        },
      );
    }
    throw new PocketRankError('INVALID_ARGUMENT', 'The public key cannot be read.', {
      hint: 'Give an Ed25519 or ECDSA P-256 key as JWK or as SPKI (PEM or base64).',
      cause,
    });
  }
}

function rawSignature(
  signature: Uint8Array | string,
  isEcdsa: boolean,
): Uint8Array<ArrayBuffer> | undefined {
  const given = typeof signature === 'string' ? decodeBase64(signature) : new Uint8Array(signature);
  if (!given || given.length === 64) return given;
  if (isEcdsa && isDer(given)) return derToRaw(given);
  const text = typeof signature === 'string' ? undefined : new TextDecoder().decode(given);
  return text === undefined ? undefined : rawSignature(text, isEcdsa);
}

const isDer = (bytes: Uint8Array): boolean => bytes[0] === 0x30 && bytes[1] === bytes.length - 2;

/** ASN.1 `SEQUENCE { INTEGER r, INTEGER s }` to r and s of 32 bytes each. */
function derToRaw(der: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const raw = new Uint8Array(64);
  let offset = 2;
  for (const end of [32, 64]) {
    const length = der[offset + 1];
    if (der[offset] !== 0x02 || length === undefined || offset + 2 + length > der.length)
      return undefined;
    // A leading zero marks a positive number; short numbers are padded on the left.
    const integer = der
      .subarray(offset + 2, offset + 2 + length)
      .subarray(Math.max(0, length - 32));
    raw.set(integer, end - integer.length);
    offset += 2 + length;
  }
  return raw;
}
