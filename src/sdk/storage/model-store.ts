import { sha256Hex } from '../bytes/sha256.ts';
import { isFinalAddress } from './final-address.ts';
import type { KeyValueStore } from './key-value-store.ts';

/** The most URLs kept, since signed addresses may differ on every visit. */
const MAX_URLS = 4;

/** What is known of the model that a URL served, beside its bytes. */
export interface ModelInfo {
  /** SHA-256 of the bytes, lowercase hexadecimal; the key of the bytes. */
  hash: string;
  /** The server's entity tag, if it showed one. */
  etag?: string | undefined;
  /** What the server said of how long its answer may be kept. */
  cacheControl?: string | undefined;
  /** The detached signature that came with the bytes, so that it can be checked again on every load. */
  signature?: Uint8Array | undefined;
  /** When the bytes came from the network, in milliseconds since 1970 UTC. */
  fetchedAt: number;
  /** When the server last said that this is still its model, in milliseconds since 1970 UTC. */
  lastVerifiedAt: number;
}

export interface StoredModel extends ModelInfo {
  bytes: Uint8Array;
  /** Whether the address never serves other bytes; told of what was kept. */
  isFinal?: boolean;
}

/** The models kept on the device, by URL; the bytes once for each content, however many URLs serve it. */
export interface ModelStore {
  /** The model of the URL, its bytes checked against their hash, or `undefined`. */
  get(url: string): Promise<StoredModel | undefined>;
  /** Makes this the URL's model, then deletes bytes that no URL refers to any more. */
  put(url: string, model: StoredModel): Promise<void>;
  /** Notes that the server was asked at `at` and still serves the same bytes. */
  verified(url: string, at: number): Promise<void>;
  /** Deletes the URL's model. */
  delete(url: string): Promise<void>;
}

export function createModelStore(store: KeyValueStore): ModelStore {
  async function readInfo(url: string): Promise<ModelInfo | undefined> {
    const value = await store.get('modelInfo', url);
    if (value === undefined) return undefined;
    const info = parseModelInfo(value);
    if (!info) await remove(url);
    return info;
  }

  /** Deletes the URLs not verified for longest, and bytes that no URL refers to (any more). */
  async function sweep(): Promise<void> {
    const age = ([, value]: [string, unknown]): number =>
      -(parseModelInfo(value)?.lastVerifiedAt ?? -Infinity);
    const infos = (await store.entries('modelInfo')).sort((a, b) => age(a) - age(b));
    const surplus = infos.splice(MAX_URLS);
    await store.write(
      'modelInfo',
      surplus.map(([url]) => [url, undefined]),
    );
    const used = new Set(infos.map(([, value]) => parseModelInfo(value)?.hash));
    const models = await store.entries('models');
    const unused = models.filter(([hash]) => !used.has(hash));
    await store.write(
      'models',
      unused.map(([hash]) => [hash, undefined]),
    );
  }

  async function remove(url: string): Promise<void> {
    await store.write('modelInfo', [[url, undefined]]);
    await sweep();
  }

  return {
    async get(url) {
      const info = await readInfo(url);
      if (!info) return undefined;
      const bytes = await store.get('models', info.hash);
      if (bytes instanceof Uint8Array && (await sha256Hex(bytes)) === info.hash)
        return { ...info, bytes, isFinal: isFinalAddress(url, info.cacheControl) };
      // Deletes the damaged bytes as well, unless another URL refers to them; that one finds out itself.
      await store.write('models', [[info.hash, undefined]]);
      await remove(url);
      return undefined;
    },
    async put(url, { bytes, ...info }) {
      // Bytes first: an entry never points at bytes that are not there.
      // A view into a larger buffer would store the whole buffer.
      const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
      await store.write('models', [[info.hash, own]]);
      await store.write('modelInfo', [[url, info]]);
      await sweep();
    },
    async verified(url, at) {
      const info = await readInfo(url);
      if (info) await store.write('modelInfo', [[url, { ...info, lastVerifiedAt: at }]]);
    },
    delete: remove,
  };
}

function parseModelInfo(value: unknown): ModelInfo | undefined {
  const info = value as Partial<ModelInfo> | null | undefined;
  const valid =
    typeof info === 'object' &&
    info !== null &&
    typeof info.hash === 'string' &&
    /^[0-9a-f]{64}$/.test(info.hash) &&
    Number.isFinite(info.fetchedAt) &&
    Number.isFinite(info.lastVerifiedAt) &&
    (info.etag === undefined || typeof info.etag === 'string') &&
    (info.cacheControl === undefined || typeof info.cacheControl === 'string') &&
    (info.signature === undefined || info.signature instanceof Uint8Array);
  return valid ? (info as ModelInfo) : undefined;
}
