import { isPocketRankError } from '../../core/errors.ts';
import type { ModelStore } from '../storage/model-store.ts';
import { resolveSource, type ModelSource } from './resolve-source.ts';
import { sha256Hex } from '../bytes/sha256.ts';
import { sharedFetch } from './shared-fetch.ts';
import type { Demands, Trust } from './trust.ts';
import { tellListeners } from '../tell-listeners.ts';
import type { Progress } from '../types.ts';

export interface LoadModelOptions extends Demands {
  /** Where models are kept between visits, once its code is there. Without it nothing is kept. */
  store?: ModelStore | Promise<ModelStore | undefined>;
  /** Whether nothing is kept yet, as far as is known: the network is asked first, and the store where that fails. */
  isNew?: boolean;
  /** Default: the global `fetch`. */
  fetch?: typeof fetch | undefined;
  signal?: AbortSignal | undefined;
  /** For each request, from start to last byte. Default 30,000 ms. */
  timeoutMs?: number;
  /** Default 64 MiB. */
  maxBytes?: number;
  /** See `RerankerOptions.onProgress`. */
  onProgress?: ((progress: Progress) => void) | undefined;
  /** The clock (ms). Default `Date.now`. */
  now?: () => number;
}

export interface LoadedModel {
  bytes: Uint8Array;
  /** SHA-256 of the bytes, lowercase hexadecimal. */
  hash: string;
  /** `memory`: the caller gave the bytes; `cache`: kept since an earlier visit. */
  from: 'memory' | 'file' | 'cache' | 'network';
  /** True of a kept copy whose address never serves other bytes. */
  isFinal?: boolean | undefined;
  /** To be called once the model is proven: from now on it is the one that is kept, and was last seen now. */
  promote(): Promise<void>;
  /** To be called when the model is unusable: a kept copy is deleted, so that the next load fetches. */
  discard(): Promise<void>;
  /**
   * Fetches what the server has now, past the browser's cache. Absent unless this is a kept copy that may
   * change. It replaces the copy only by its own `promote`.
   */
  refetch?(): Promise<LoadedModel>;
}

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
  const {
    integrity,
    publicKey,
    store,
    isNew = false,
    signal,
    now = Date.now,
    onProgress,
  } = options;
  const isPinned = integrity !== undefined;
  // Most pages demand neither: the code that checks them is fetched when one does.
  const trust: Trust | undefined =
    isPinned || publicKey !== undefined
      ? (await import('./trust.ts')).createTrust(options)
      : undefined;
  const resolved = await resolveSource(source);
  if (resolved instanceof Uint8Array) return given(resolved, 'memory', 'The given model');
  const url = resolved;
  // A webview reads the files of its app by a request.
  if (url.protocol === 'file:' && typeof XMLHttpRequest === 'undefined') {
    const bytes = await (await import('./read-file.ts')).readFile(url);
    return given(bytes, 'file', 'The model file');
  }
  // `data:` addresses hold their bytes already, files lie on the device, and `blob:` ones are gone with the page.
  const isKept = !/^(data|blob|file):$/.test(url.protocol);
  return (
    (!isNew && (await findKept())) ||
    fetched().catch(async (error: unknown) => {
      // A copy in the browser's HTTP cache may be older than the integrity or signature asked for.
      if (isPocketRankError(error, 'INVALID_MODEL')) return fetched('reload');
      const kept = isNew && isPocketRankError(error) && (await findKept());
      if (kept) return kept;
      throw error;
    })
  );

  async function given(
    bytes: Uint8Array,
    from: 'memory' | 'file',
    where: string,
  ): Promise<LoadedModel> {
    await checkBytes(bytes, where);
    const hash = await sha256Hex(bytes);
    await trust?.(bytes, hash, where);
    return { bytes, hash, from, promote: nothing, discard: nothing };
  }

  async function findKept(): Promise<LoadedModel | undefined> {
    const kept = isKept && (await (await store)?.get(url.href));
    if (!kept) return undefined;
    const { bytes, hash, signature, isFinal } = kept;
    try {
      await trust?.(bytes, hash, url.href, async () => signature);
    } catch {
      return undefined;
    }
    return {
      bytes,
      hash,
      from: 'cache',
      isFinal,
      promote: async () => (await store)?.verified(url.href, now()),
      discard: async () => (await store)?.delete(url.href),
      ...(!isPinned && { refetch: () => fetched('no-cache') }),
    };
  }

  async function fetched(cache?: RequestCache): Promise<LoadedModel> {
    const request = {
      fetch: options.fetch ?? fetch,
      timeoutMs: options.timeoutMs ?? 30_000,
      maxBytes: options.maxBytes ?? 64 * 2 ** 20,
      ...(cache && { cache }),
      onPart: (loadedBytes: number, totalBytes: number | undefined) =>
        onProgress &&
        tellListeners([onProgress], {
          stage: 'model',
          loadedBytes,
          ...(totalBytes && { totalBytes }),
        }),
    };
    const { bytes, ...headers } = await sharedFetch(url, request, signal);
    await checkBytes(bytes, url.href);
    const hash = await sha256Hex(bytes);
    const signature = await trust?.(bytes, hash, url.href, async () => {
      const address = new URL(url);
      address.pathname += '.sig';
      return (
        await sharedFetch(address, { ...request, onPart: undefined, maxBytes: 1_024 }, signal)
      ).bytes;
    });
    return {
      bytes,
      hash,
      from: 'network',
      promote: async () => {
        const at = now();
        const model = { bytes, hash, ...headers, signature, fetchedAt: at, lastVerifiedAt: at };
        if (isKept) await (await store)?.put(url.href, model);
      },
      discard: nothing,
    };
  }
}

const nothing = async (): Promise<void> => {};

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
