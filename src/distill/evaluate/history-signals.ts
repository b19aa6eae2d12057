import { addSignal, SIGNAL_LIMITS, type Signals } from '../../core/personalization/signals.ts';
import type { EventType, HistoryEvent, Item } from '../../core/types.ts';
import type { ItemCodes } from './item-codes.ts';

/**
 * The signals that a device would hold after a slate's history, under the same caps. Events of items that the
 * table lacks are left out; events without a time count as of `now`, in their order.
 */
export function historySignals(
  history: readonly HistoryEvent[],
  items: ReadonlyMap<string, Item>,
  codes: ItemCodes,
  now: number,
  dismissals: ReadonlySet<EventType> = new Set(),
): Signals {
  let signals: Signals = [];
  for (const { itemId, type, at = now, dwellMs } of history) {
    const item = items.get(itemId);
    if (item === undefined) continue;
    const code = codes.code(codes.slots([item])[0]!);
    const signal = { itemId, type, at, code, ...(dwellMs === undefined ? {} : { dwellMs }) };
    signals = addSignal(signals, signal, SIGNAL_LIMITS, (other) => dismissals.has(other));
  }
  return signals;
}
