import { createParts } from './parts.ts';

/** So many ids are looked at for each that is added, to find one that may go. */
const LOOKS = 4;

/** What was last seen under each id; ids that nobody has asked for in a long time are forgotten. */
export interface ById<Seen> {
  get(id: string): Seen | undefined;
  set(id: string, seen: Seen): void;
  clear(): void;
}

/**
 * @param most how many ids are kept at least
 * @param isNeeded what may not be forgotten
 */
export function createById<Seen>(most: number, isNeeded: (seen: Seen) => boolean): ById<Seen> {
  const parts = createParts(() => new Map<string, Seen>());
  let count = 0;
  return {
    get: (id) => parts.of(id).get(id),
    set(id, seen) {
      const part = parts.of(id);
      const before = part.get(id);
      if (before === seen) return;
      part.set(id, seen);
      if (before !== undefined || ++count <= most) return;
      // A few at most, so that it takes no time. What comes again and again goes behind the others, lest it keep them.
      let left = LOOKS;
      for (const [other, old] of part) {
        if (left-- === 0 || count <= most) return;
        part.delete(other);
        if (other === id || isNeeded(old)) part.set(other, old);
        else count--;
      }
    },
    clear() {
      parts.clear();
      count = 0;
    },
  };
}
