import { EXIT } from './describe-error.ts';

/** Ctrl-C, as long as a command runs. */
export interface Interrupts {
  /** Aborted by the first Ctrl-C (or a polite kill). */
  signal: AbortSignal;
  /** Gives the signals back. */
  stop(): void;
}

/**
 * Turns the first SIGINT or SIGTERM into a request to stop cleanly; the second ends the process at once.
 */
export function listenForInterrupts(stderr: { write(text: string): unknown }): Interrupts {
  const controller = new AbortController();
  const listen = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    stderr.write('\nStopping at the next safe point. Press Ctrl-C again to stop at once.\n');
    controller.abort();
  };
  process.on('SIGINT', listen);
  process.on('SIGTERM', listen);
  return {
    signal: controller.signal,
    stop() {
      process.off('SIGINT', listen);
      process.off('SIGTERM', listen);
    },
  };
}
