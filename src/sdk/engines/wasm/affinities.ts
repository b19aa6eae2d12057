import type { EngineSession } from '../../../core/engine.ts';
import type { Schema } from '../../../core/features/schema.ts';
import type { Kernel } from './kernel.ts';
import * as at from './layout.ts';
import { SLOT_COUNT, type MemoryPlan } from './memory-plan.ts';
import type { MemoryViews } from './memory-views.ts';
import { writePast } from './write-past.ts';

/** What a session shares with the code that compares items. */
export interface KernelHost {
  schema: Schema;
  width: number;
  plan: MemoryPlan;
  kernel: Kernel;
  /** The memory, as it is now. */
  views: () => MemoryViews;
  /** Writes slots for the kernel, as many as it takes at once. @throws ENGINE_FAILED for one that has no code */
  writeSlots(slots: Uint32Array): void;
}

/** See `EngineSession.affinities`. Loaded when the first signal counts, or before when the page is idle. */
export function createKernelAffinities(host: KernelHost): NonNullable<EngineSession['affinities']> {
  const { schema, width, plan, kernel } = host;
  const outAt = plan.of(at.OUT);
  return (past, slots, dots, crosses, isWanted) => {
    const { words, bytes } = host.views();
    writePast(schema, width, past, plan, host.views(), isWanted);
    const count = slots.length;
    for (let from = 0; from < count; from += SLOT_COUNT) {
      const some = slots.subarray(from, from + SLOT_COUNT);
      host.writeSlots(some);
      kernel.affinities(some.length);
      dots.set(words.subarray(outAt >> 2, (outAt >> 2) + some.length), from);
      const rounded = at.TILE * Math.ceil(some.length / at.TILE);
      for (let c = 0; c < schema.crosses.length; c++) {
        const start = outAt + (4 + c) * rounded;
        crosses.set(bytes.subarray(start, start + some.length), c * count + from);
      }
    }
  };
}
