import type { SignalRecord } from './signal-log.ts';
import type { UserSignal } from '../types.ts';

/** What a person is shown of a signal: all but the code and the model that it is of. */
export function toUserSignal([id, signal]: [string, SignalRecord]): UserSignal {
  const { itemId, type, at, position, dwellMs } = signal;
  return {
    id,
    itemId,
    type,
    at,
    ...(position !== undefined && { position }),
    ...(dwellMs !== undefined && { dwellMs }),
  };
}
