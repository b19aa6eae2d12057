import type { EventType } from '../types.ts';

/** One thing that the user did, with the code of the item so that the item itself need not be kept. */
export interface Signal {
  itemId: string;
  type: EventType;
  /** Milliseconds since 1970. */
  at: number;
  /** The rank at which the item was shown, from 1. */
  position?: number;
  dwellMs?: number;
  /** The item's code under the current model. */
  code: Uint8Array;
}

/** All that personalization knows: the latest signals, oldest first. The user's own, on the device alone. */
export type Signals = readonly Signal[];

/** Hard caps on what is kept. */
export interface SignalLimits {
  /** At most this many signals, and as many dismissals; the oldest go first. */
  count: number;
  /** Signals older than this are dropped. */
  maxAgeDays: number;
}

export const SIGNAL_LIMITS: SignalLimits = { count: 200, maxAgeDays: 180 };

const DAY_MS = 86_400_000;

/**
 * The signals after one more, in order of time. The same item and type within a second counts once: a
 * double click is one click.
 *
 * @param isDismissal types that are counted apart, so that no number of clicks brings back what was dismissed
 */
export function addSignal(
  signals: Signals,
  signal: Signal,
  limits: SignalLimits = SIGNAL_LIMITS,
  isDismissal: (type: EventType) => boolean = () => false,
): Signals {
  const kept = signals.filter(
    (other) =>
      signal.at - other.at <= limits.maxAgeDays * DAY_MS &&
      !(
        other.itemId === signal.itemId &&
        other.type === signal.type &&
        Math.abs(other.at - signal.at) < 1000
      ),
  );
  let at = kept.length;
  while (at > 0 && kept[at - 1]!.at > signal.at) at--;
  kept.splice(at, 0, signal);
  if (kept.length <= limits.count) return kept;
  const isDismissed = isDismissal(signal.type);
  const alike = kept.filter(({ type }) => isDismissal(type) === isDismissed);
  const gone = new Set(alike.slice(0, Math.max(0, alike.length - limits.count)));
  return kept.filter((other) => !gone.has(other));
}
