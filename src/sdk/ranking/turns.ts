import { sliceOver, type Pause } from './pacer.ts';

/** A ranking's turn to work. */
export interface Turn {
  /** Lets the page in after each slice, and the other rankings each with a slice of their own. */
  pause: Pause;
  /** Lets the next one work. */
  end(): void;
}

/** What has had its turn is cleared away when it is so many. */
const TRIM_AT = 1024;

interface Waiting {
  go: () => void;
  isGone?: boolean;
}

/**
 * Creates a queue in which rankings take turns: one works at a time, so that a hundred thousand of them keep the page
 * waiting no longer than one does, and a short one waits for no more than a slice of each that came before it.
 *
 * @returns what waits for a turn. @throws the signal's reason, as soon as it is aborted
 */
export function createTurns(): (signal?: AbortSignal) => Promise<Turn> {
  let queue: Waiting[] = [];
  let head = 0;
  let isTaken = false;

  async function pass(): Promise<void> {
    const over = sliceOver();
    if (over) await over;
    let next: Waiting | undefined;
    while ((next = queue[head++]) && next.isGone);
    if (next && head < TRIM_AT) return next.go();
    queue = queue.slice(head);
    head = 0;
    if (next) next.go();
    else isTaken = false;
  }

  const wait = (signal?: AbortSignal): Promise<void> =>
    new Promise((go, stop) => {
      const leave = (): void => {
        waiting.isGone = true;
        stop(signal!.reason);
      };
      const waiting: Waiting = {
        go() {
          signal?.removeEventListener('abort', leave);
          go();
        },
      };
      signal?.addEventListener('abort', leave);
      queue.push(waiting);
    });

  return async (signal) => {
    signal?.throwIfAborted();
    const over = sliceOver();
    if (isTaken) await wait(signal);
    else {
      isTaken = true;
      if (over) await over;
    }
    return {
      pause: () =>
        sliceOver()?.then(async () => {
          signal?.throwIfAborted();
          if (head === queue.length) return;
          const again = wait();
          void pass();
          await again;
          signal?.throwIfAborted();
        }),
      end: () => void pass(),
    };
  };
}
