import { useEffect, useMemo, useReducer, useState } from 'react';
import { createReranker } from './reranker.ts';
import type { Reranker, RerankerOptions } from './types.ts';

/** What `useReranker` gives. */
export interface UseReranker {
  /** Undefined while the model is loading, and after a failure. */
  reranker: Reranker | undefined;
  /** Why there is none. */
  error: unknown;
  /**
   * Grows whenever the signals change, here or in another tab: make effects that rank depend on it, and the
   * list follows every click.
   */
  revision: number;
}

/**
 * A reranker for as long as the component is mounted. Nothing happens while rendering on a server. The
 * options are read when the component mounts, and again when one of `dependencies` changes.
 *
 * @param dependencies as of `useEffect`; default: none, so that one reranker serves until unmounting
 */
export function useReranker(
  options: Omit<RerankerOptions, 'signal'> = {},
  dependencies: readonly unknown[] = [],
): UseReranker {
  const [state, setState] = useState<{ of?: object; reranker?: Reranker; error?: unknown }>({});
  // While rendering with new dependencies the old reranker, soon disposed of, is not handed out any more.
  const of = useMemo(() => ({}), dependencies);
  const [revision, addRevision] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const controller = new AbortController();
    let reranker: Reranker | undefined;
    createReranker({ ...options, signal: controller.signal }).then(
      (created) => {
        if (controller.signal.aborted) return created.dispose();
        reranker = created;
        created.subscribe(addRevision);
        setState({ of, reranker: created });
      },
      (error: unknown) => {
        if (!controller.signal.aborted) setState({ of, error });
      },
    );
    return () => {
      controller.abort();
      reranker?.dispose();
      setState({});
    };
  }, dependencies);
  return state.of === of
    ? { reranker: state.reranker, error: state.error, revision }
    : { reranker: undefined, error: undefined, revision };
}
