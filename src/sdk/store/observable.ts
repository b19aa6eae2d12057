/** A value that changes, and who wants to know: the contract that Svelte's stores and React's external stores share. */
export interface Observable<State> {
  /** The state now; the same object until it changes. */
  get(): State;
  /** Calls `listener` with the state at once and at every change; returns the way to stop. */
  subscribe(listener: (state: State) => void): () => void;
}

/** An {@link Observable} whose owner changes it. */
export interface Source<State> extends Observable<State> {
  /** Changes a part of the state. */
  set(change: Partial<State>): void;
}

export function createSource<State extends object>(first: State): Source<State> {
  let state = first;
  const listeners = new Set<(state: State) => void>();
  return {
    get: () => state,
    set(change) {
      state = { ...state, ...change };
      for (const listener of listeners) listener(state);
    },
    subscribe(given) {
      // Two subscriptions of one function are two.
      const listener = (now: State): void => given(now);
      listeners.add(listener);
      listener(state);
      return () => void listeners.delete(listener);
    },
  };
}
