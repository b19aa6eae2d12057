import type { KeyValueStore } from './key-value-store.ts';

/** What choosing an engine for a model found out on this device, so that the next page need not repeat it. */
export interface EngineVerdict {
  /** The engine that was chosen. */
  engine: string;
  /** Engines that may not run here, and why. */
  rejected: { name: string; reason: string }[];
  /** Measured time of one ranking by engine, in milliseconds. */
  timesMs: Record<string, number>;
  /** When, in milliseconds since 1970 UTC. */
  at: number;
}

export interface VerdictStore {
  /** The verdict on the model for a device, unless it is damaged or older than the time limit. */
  get(modelHash: string, device: string): Promise<EngineVerdict | undefined>;
  put(modelHash: string, device: string, verdict: EngineVerdict): Promise<void>;
  /** Forgets a verdict, for example when its engine failed. */
  delete(modelHash: string, device: string): Promise<void>;
}

export interface VerdictStoreOptions {
  /** How long a verdict holds, since browsers and drivers are updated. Default 7 days. */
  ttlMs?: number;
  /** The clock (ms). Default `Date.now`. */
  now?: () => number;
}

/** `device` is any string that changes when another verdict may be due: package version, user agent, GPU. */
export function createVerdictStore(
  store: KeyValueStore,
  options: VerdictStoreOptions = {},
): VerdictStore {
  const { ttlMs = 7 * 24 * 60 * 60 * 1_000, now = Date.now } = options;
  const keyOf = (modelHash: string, device: string): string => `${modelHash}/${device}`;
  const write = async (key: string, value: EngineVerdict | undefined): Promise<void> => {
    await store.write('verdicts', [[key, value]]);
  };
  return {
    async get(modelHash, device) {
      const key = keyOf(modelHash, device);
      const value = await store.get('verdicts', key);
      if (value === undefined) return undefined;
      const verdict = parseVerdict(value);
      // A verdict from the future was made before the clock was set back: of unknown age.
      const ageMs = verdict ? now() - verdict.at : NaN;
      if (ageMs >= 0 && ageMs <= ttlMs) return verdict;
      await write(key, undefined);
      return undefined;
    },
    put: (modelHash, device, verdict) => write(keyOf(modelHash, device), verdict),
    delete: (modelHash, device) => write(keyOf(modelHash, device), undefined),
  };
}

function parseVerdict(value: unknown): EngineVerdict | undefined {
  const verdict = value as Partial<EngineVerdict> | null;
  const valid =
    typeof verdict?.engine === 'string' &&
    Array.isArray(verdict.rejected) &&
    verdict.rejected.every(
      (entry: unknown) =>
        typeof (entry as { name?: unknown } | null)?.name === 'string' &&
        typeof (entry as { reason?: unknown }).reason === 'string',
    ) &&
    typeof verdict.timesMs === 'object' &&
    verdict.timesMs !== null &&
    Object.values(verdict.timesMs).every(Number.isFinite) &&
    Number.isFinite(verdict.at);
  return valid ? (verdict as EngineVerdict) : undefined;
}
