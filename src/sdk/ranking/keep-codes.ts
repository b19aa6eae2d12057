import type { KnownItems } from './known-items.ts';
import { createPacer } from './pacer.ts';
import { loadCodes, type CodesOptions } from '../storage/code-packs.ts';
import type { KeyValueStore } from '../storage/key-value-store.ts';
import { whenIdle } from '../page/when-idle.ts';

/** Item codes that are written to the device in one go. */
const SAVED_AT_ONCE = 500;

/** Keeps the codes of known items on the device from one visit to the next. */
export interface CodeKeeper {
  /** Takes the codes of earlier visits. */
  restore(): void;
  /** Keeps new codes, when the page is idle. */
  save(): void;
  stop(): void;
}

export interface CodeKeeperOptions extends CodesOptions {
  store: KeyValueStore;
  known: KnownItems;
  now: () => number;
  /** Whether the engine that made the codes still gives the model's bits. */
  isSound: () => Promise<boolean>;
  /** Whether the device may keep what is personal, at the moment. */
  isWanted: () => boolean;
}

export function createCodeKeeper(options: CodeKeeperOptions): CodeKeeper {
  const { store, known, now, isWanted, isSound } = options;
  const stopping = new AbortController();
  let stopSaving: (() => void) | undefined;

  async function restore(): Promise<void> {
    const epoch = known.epoch();
    const pause = createPacer(stopping.signal);
    const codes = await loadCodes(store, options);
    stopping.signal.throwIfAborted();
    if (isWanted() && known.epoch() === epoch) await known.restore(codes, pause);
  }

  return {
    restore: () => void restore().catch(() => {}),
    save() {
      if (stopSaving || !isWanted()) return;
      stopSaving = whenIdle(async () => {
        stopSaving = undefined;
        const { saveCodes, pruneCodes } = await import('../storage/save-codes.ts');
        if (!isWanted()) return;
        for (;;) {
          const codes = known.takeUnsaved(SAVED_AT_ONCE);
          // Looked at now that they are made: what has gone wrong before shows.
          if (codes.length === 0 || !(await isSound())) break;
          await saveCodes(store, options, codes, now());
        }
        await pruneCodes(store, options);
      });
    },
    stop() {
      stopSaving?.();
      stopping.abort();
    },
  };
}
