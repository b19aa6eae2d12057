/** Rankings in progress: what one of them needs must stay until it is done. */
export interface Uses {
  /** Begins a use; later ones have larger numbers. */
  begin(): number;
  end(use: number): void;
  /** Whether a use in progress may need what was last needed by `use`. */
  isNeeded(use: number): boolean;
}

export function createUses(): Uses {
  const uses = new Set<number>();
  let last = 0;
  return {
    begin() {
      uses.add(++last);
      return last;
    },
    end: (use) => void uses.delete(use),
    isNeeded: (use) => [...uses].some((other) => other <= use),
  };
}
