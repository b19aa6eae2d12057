import type { EngineSession } from '../../core/engine.ts';
import { grown } from './grown.ts';

/**
 * A code in the engine's session, as long as the slot is its own: its slot, and times this how many codes that slot
 * has had. A number, so that whatever remembers ten thousand of them holds no objects.
 */
export type CachedCode = number;
const SLOTS = 2 ** 24;

/** The slot of a code. */
export const slotOf = (cached: CachedCode): number => cached & (SLOTS - 1);

/** Item codes in an engine's session, each in a slot. */
export interface CodeSlots {
  /** How many slots are taken. */
  count(): number;
  /** Slots from here on are nobody's. */
  reserved(): number;
  /** Whether a code still has its slot. */
  isHeld(cached: CachedCode | undefined): cached is CachedCode;
  /** What has a slot that is taken. */
  heldIn(slot: number): CachedCode;
  /** Writes a code into a free slot. */
  put(code: Uint8Array): CachedCode;
  remove(slot: number): void;
  /** A copy of the code in a slot. */
  codeAt(slot: number): Uint8Array;
  /** Moves every code to another session. */
  attach(session: EngineSession): void;
  clear(): void;
}

/**
 * @param stride bytes of a code
 * @param limit room is made for so many at most, unless more are added
 * @param grow is told for how many slots room is made
 */
export function createCodeSlots(
  session: EngineSession,
  stride: number,
  limit: number,
  grow: (count: number) => void,
): CodeSlots {
  let capacity = 0;
  /** Slots that have ever been taken since all were cleared. */
  let used = 0;
  /** By slot what has it; where it is free, less than 0: what had it last. */
  let held = new Float64Array(0);
  let free: number[] = [];

  const codeAt = (slot: number): Uint8Array =>
    session.codes().slice(slot * stride, (slot + 1) * stride);

  return {
    count: () => used - free.length,
    reserved: () => capacity,
    isHeld: (cached): cached is CachedCode =>
      cached !== undefined && held[slotOf(cached)] === cached,
    heldIn: (slot) => held[slot]!,
    put(code) {
      const slot = free.pop() ?? used++;
      if (slot >= capacity) {
        // Also a list beyond the limit is made room for in a few steps.
        capacity = Math.max(
          slot + 1,
          slot < limit ? Math.min(2 * capacity, limit) : (5 * slot) >> 2,
        );
        session.reserve(capacity);
        held = grown(held, capacity);
        grow(capacity);
      }
      session.write(slot, code);
      return (held[slot] = SLOTS + (-held[slot]! || slot));
    },
    remove(slot) {
      held[slot] = -held[slot]!;
      free.push(slot);
    },
    codeAt,
    attach(next) {
      if (capacity > 0) next.reserve(capacity);
      for (let slot = 0; slot < used; slot++) if (held[slot]! > 0) next.write(slot, codeAt(slot));
      session = next;
    },
    clear() {
      session.codes().fill(0);
      for (let slot = 0; slot < used; slot++) held[slot] = -Math.abs(held[slot]!);
      used = 0;
      free = [];
    },
  };
}
