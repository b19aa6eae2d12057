import type { EngineSession } from '../../core/engine.ts';

/** Item codes in an engine's session, each in a slot that has an owner. */
export interface CodeSlots<Owner extends { slot: number }> {
  /** How many slots are taken. */
  count(): number;
  /** Whether the owner still has its slot. */
  isHeld(owner: Owner | undefined): owner is Owner;
  /** Writes a code into a free slot and tells the owner which. */
  add(owner: Owner, code: Uint8Array): void;
  remove(owner: Owner): void;
  /** A copy of the code in a slot. */
  codeAt(slot: number): Uint8Array;
  /** Moves every code to another session. */
  attach(session: EngineSession): void;
  clear(): void;
}

/**
 * @param stride bytes of a code
 * @param limit room is made for so many at most, unless more are added
 */
export function createCodeSlots<Owner extends { slot: number }>(
  session: EngineSession,
  stride: number,
  limit: number,
): CodeSlots<Owner> {
  let capacity = 0;
  let owners: (Owner | undefined)[] = [];
  let free: number[] = [];

  const codeAt = (slot: number): Uint8Array =>
    session.codes().slice(slot * stride, (slot + 1) * stride);

  return {
    count: () => owners.length - free.length,
    isHeld: (owner): owner is Owner => owner !== undefined && owners[owner.slot] === owner,
    add(owner, code) {
      const slot = free.pop() ?? owners.length;
      owner.slot = slot;
      owners[slot] = owner;
      if (slot >= capacity) {
        capacity = Math.max(slot + 1, Math.min(2 * capacity, limit));
        session.reserve(capacity);
      }
      session.write(slot, code);
    },
    remove({ slot }) {
      owners[slot] = undefined;
      free.push(slot);
    },
    codeAt,
    attach(next) {
      if (capacity > 0) next.reserve(capacity);
      for (const owner of owners) if (owner) next.write(owner.slot, codeAt(owner.slot));
      session = next;
    },
    clear() {
      session.codes().fill(0);
      owners = [];
      free = [];
    },
  };
}
