import type { KeyValueStore } from './key-value-store.ts';

/** Job codes that the device has computed, so that a known job is not encoded again. */
export interface CodeStore {
  /** The codes of this model, by the job's content hash; damaged ones are deleted and left out. */
  load(): Promise<Map<string, Int8Array>>;
  save(codes: Iterable<readonly [jobHash: string, code: Int8Array]>): Promise<void>;
  /** Deletes codes of other models, and the oldest beyond the limit. Call when idle. */
  prune(): Promise<void>;
}

export interface CodeStoreOptions {
  /** The content hash of the model that made the codes; codes of two models never mix. */
  modelHash: string;
  /** The number of bytes of a code; others are damaged. */
  codeLength: number;
  /** The most codes kept. Default 10,000. */
  maxCodes?: number;
  /** The clock (ms). Default `Date.now`. */
  now?: () => number;
}

interface StoredCode {
  code: Int8Array;
  /** When it was saved, in milliseconds since 1970 UTC. */
  at: number;
}

export function createCodeStore(store: KeyValueStore, options: CodeStoreOptions): CodeStore {
  const { modelHash, codeLength, maxCodes = 10_000, now = Date.now } = options;
  const prefix = `${modelHash}/`;

  const parse = (value: unknown): StoredCode | undefined => {
    const stored = value as Partial<StoredCode> | null;
    const valid =
      stored?.code instanceof Int8Array &&
      stored.code.length === codeLength &&
      Number.isFinite(stored.at);
    return valid ? (stored as StoredCode) : undefined;
  };
  const remove = async (keys: string[]): Promise<void> => {
    await store.write(
      'jobCodes',
      keys.map((key) => [key, undefined]),
    );
  };

  return {
    async load() {
      const codes = new Map<string, Int8Array>();
      const damaged: string[] = [];
      for (const [key, value] of await store.entries('jobCodes', prefix)) {
        const stored = parse(value);
        if (stored) codes.set(key.slice(prefix.length), stored.code);
        else damaged.push(key);
      }
      await remove(damaged);
      return codes;
    },
    async save(codes) {
      const at = now();
      // Copies, since codes are usually views into one large array, which would be stored with each.
      const changes = Array.from(
        codes,
        ([hash, code]) => [prefix + hash, { code: code.slice(), at } satisfies StoredCode] as const,
      );
      await store.write('jobCodes', changes);
    },
    async prune() {
      const entries = await store.entries('jobCodes');
      // Another model's code sorts as older than any of this one's.
      const age = ([key, value]: [string, unknown]): number =>
        key.startsWith(prefix) ? (parse(value)?.at ?? 0) : -1;
      const oldestFirst = entries.sort((a, b) => age(a) - age(b));
      const surplus = oldestFirst.filter(
        (entry, index) => age(entry) < 0 || index < oldestFirst.length - maxCodes,
      );
      await remove(surplus.map(([key]) => key));
    },
  };
}
