/** Rankings in progress: what one of them needs must stay until it is done. */
export interface Uses {
  /** Begins a use; later ones have larger numbers. */
  begin(): number;
  end(use: number): void;
  /** Lets a use need everything that an earlier one has needed, too. */
  resume(use: number, earlier: number): void;
  /** Whether a use in progress may need what was last needed by `use`. */
  isNeeded(use: number): boolean;
}

export function createUses(): Uses {
  /** Of each use in progress from which on it needs what uses have needed. */
  const uses = new Map<number, number>();
  let last = 0;
  return {
    begin() {
      uses.set(++last, last);
      return last;
    },
    end: (use) => void uses.delete(use),
    resume: (use, earlier) => void uses.set(use, earlier),
    isNeeded: (use) => [...uses.values()].some((from) => from <= use),
  };
}
