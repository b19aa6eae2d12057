import { isPocketRankError, PocketRankError } from '../../core/errors.ts';
import type { ModelStore, StoredModel } from '../storage/model-store.ts';
import { parseIntegrity } from './integrity.ts';
import { resolveSource, type ModelSource } from './resolve-source.ts';
import { sha256Hex } from './sha256.ts';
import { sharedFetch } from './shared-fetch.ts';
import type { PublicKey } from './signature.ts';

export interface LoadModelOptions {
  /** Where models are kept between visits. */
  store: ModelStore;
  /** Default: the global `fetch`. */
  fetch?: typeof fetch;
  /** The SHA-256 that the bytes must have, hexadecimal or as `sha256-…`; nothing else is then accepted. */
  integrity?: string;
  /** The key that the model must be signed with. */
  publicKey?: PublicKey;
  /** The detached signature. Default: fetched from the model's address with `.sig` after the path. */
  signature?: Uint8Array | string;
  signal?: AbortSignal;
  /** For each request, from start to last byte. Default 30,000 ms. */
  timeoutMs?: number;
  /** Default 64 MiB. */
  maxBytes?: number;
  /** The clock (ms). Default `Date.now`. */
  now?: () => number;
}

export interface LoadedModel {
  bytes: Uint8Array;
  /** SHA-256 of the bytes, lowercase hexadecimal. */
  hash: string;
  /** `memory`: the caller gave the bytes; `cache`: kept since an earlier visit. */
  from: 'memory' | 'file' | 'cache' | 'network';
  /** To be called once the model has passed its canaries: from now on it is the one that is kept. */
  promote(): Promise<void>;
  /** To be called when the model is unusable: a kept copy is deleted, so that the next load fetches. */
  discard(): Promise<void>;
  /**
   * Asks the server whether the kept copy is still its model; call it when the page is idle. Absent when
   * there is nothing to ask. Never rejects.
   */
  revalidate?(): Promise<Revalidation>;
}

/** What the server says of the kept copy. An updated model replaces the copy only by its `promote`. */
export type Revalidation =
  | { status: 'current' }
  | { status: 'updated'; model: LoadedModel }
  | { status: 'failed'; error: PocketRankError };

/**
 * Gets the bytes of a model: those given, else those kept on the device, else those of the network. What is
 * returned has passed the integrity and signature asked for, but has not been parsed.
 *
 * @throws PocketRankError `MODEL_UNREACHABLE`, `INVALID_MODEL` or `INVALID_ARGUMENT`; when `signal` is
 * aborted, its reason.
 */
export async function loadModelBytes(
  source: ModelSource,
  options: LoadModelOptions,
): Promise<LoadedModel> {
  const wanted = options.integrity === undefined ? undefined : parseIntegrity(options.integrity);
  const resolved = resolveSource(source);
  if (resolved instanceof Uint8Array) return loadGiven(resolved, 'memory', options, wanted);
  if (resolved.protocol === 'file:')
    return loadGiven(
      await (await import('./read-file.ts')).readFile(resolved),
      'file',
      options,
      wanted,
    );
  return (
    (await loadKept(resolved, options, wanted)) ??
    loadFetched(resolved, options, wanted, undefined).catch((error: unknown) => {
      // A copy in the browser's HTTP cache may be older than the integrity or signature asked for.
      if (!isPocketRankError(error, 'INVALID_MODEL')) throw error;
      return loadFetched(resolved, options, wanted, 'reload');
    })
  );
}

async function loadGiven(
  bytes: Uint8Array,
  from: 'memory' | 'file',
  options: LoadModelOptions,
  wanted: string | undefined,
): Promise<LoadedModel> {
  const where = from === 'file' ? 'The model file' : 'The given model';
  await checkBytes(bytes, where);
  const hash = await checkHash(bytes, wanted, where);
  if (options.publicKey !== undefined) {
    if (options.signature === undefined) {
      throw new PocketRankError('INVALID_ARGUMENT', `${where} has no signature to check.`, {
        hint: 'Pass `signature` together with `publicKey`.',
      });
    }
    await checkSignature(bytes, options.signature, options.publicKey, where);
  }
  return { bytes, hash, from, promote: async () => {}, discard: async () => {} };
}

async function loadKept(
  url: URL,
  options: LoadModelOptions,
  wanted: string | undefined,
): Promise<LoadedModel | undefined> {
  const { store, publicKey, now = Date.now } = options;
  const kept = isKept(url) ? await store.get(url.href) : undefined;
  if (!kept || (wanted !== undefined && kept.hash !== wanted)) return undefined;
  if (publicKey !== undefined) {
    const signature = options.signature ?? kept.signature ?? '';
    const isSigned = await checkSignature(kept.bytes, signature, publicKey, url.href).then(
      () => true,
      () => false,
    );
    if (!isSigned) return undefined;
  }
  const revalidate = async (): Promise<Revalidation> => {
    try {
      const model = await loadFetched(url, options, wanted, 'no-cache');
      if (model.hash !== kept.hash) return { status: 'updated', model };
      await store.verified(url.href, now());
      return { status: 'current' };
    } catch (error) {
      return { status: 'failed', error: asError(error, url) };
    }
  };
  return {
    bytes: kept.bytes,
    hash: kept.hash,
    from: 'cache',
    promote: async () => {},
    discard: () => store.delete(url.href),
    // Bytes that are pinned cannot change.
    ...(wanted === undefined && { revalidate }),
  };
}

async function loadFetched(
  url: URL,
  options: LoadModelOptions,
  wanted: string | undefined,
  cache: RequestCache | undefined,
): Promise<LoadedModel> {
  const { store, now = Date.now, signal } = options;
  const request = {
    fetch: options.fetch ?? fetch,
    timeoutMs: options.timeoutMs ?? 30_000,
    maxBytes: options.maxBytes ?? 64 * 2 ** 20,
    ...(cache && { cache }),
  };
  const { bytes, etag } = await sharedFetch(url, request, signal);
  await checkBytes(bytes, url.href);
  const hash = await checkHash(bytes, wanted, url.href);
  let signature: Uint8Array | undefined;
  if (options.publicKey !== undefined) {
    if (options.signature === undefined) {
      const address = new URL(url);
      address.pathname += '.sig';
      signature = (await sharedFetch(address, { ...request, maxBytes: 1_024 }, signal)).bytes;
    }
    const checked = options.signature ?? signature!;
    await checkSignature(bytes, checked, options.publicKey, url.href);
  }
  const at = now();
  const model: StoredModel = {
    bytes,
    hash,
    ...(etag !== undefined && { etag }),
    ...(signature && { signature }),
    fetchedAt: at,
    lastVerifiedAt: at,
  };
  return {
    bytes,
    hash,
    from: 'network',
    promote: async () => {
      if (isKept(url)) await store.put(url.href, model);
    },
    discard: async () => {},
  };
}

/** The first byte of a safetensors header. */
const BRACE = 0x7b;

/**
 * Says what is evidently no model is instead, by code that is fetched for it. Without that code the reader
 * refuses the same bytes with less to say.
 */
async function checkBytes(bytes: Uint8Array, where: string): Promise<void> {
  if (bytes[8] === BRACE) return;
  const code = await import('./check-bytes.ts').catch(() => undefined);
  code?.checkBytes(bytes, where);
}

/** Most pages check no signature: the code for it is fetched when one does. */
const checkSignature: typeof import('./signature.ts').verifySignature = async (...parameters) =>
  (await import('./signature.ts')).verifySignature(...parameters);

/** `data:` addresses hold their bytes already, and `blob:` ones are gone with the page. */
const isKept = (url: URL): boolean => url.protocol !== 'data:' && url.protocol !== 'blob:';

async function checkHash(
  bytes: Uint8Array,
  wanted: string | undefined,
  where: string,
): Promise<string> {
  const hash = await sha256Hex(bytes);
  if (wanted !== undefined && hash !== wanted) {
    throw new PocketRankError('INVALID_MODEL', `${where} has the SHA-256 ${hash}, not ${wanted}.`, {
      hint: 'The file was changed or damaged; if the change is wanted, update `integrity`.',
    });
  }
  return hash;
}

function asError(error: unknown, url: URL): PocketRankError {
  if (error instanceof PocketRankError) return error;
  return new PocketRankError('MODEL_UNREACHABLE', `The request for ${url.href} was ended.`, {
    cause: error,
  });
}
