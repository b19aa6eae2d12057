import type { EventType } from '../../core/types.ts';
import { refusalOf } from '../refusal.ts';
import type { SignalInput } from '../types.ts';
import { check, integer, isObject, number, type Rules } from '../validate.ts';

const SIGNAL: Rules = {
  type: (value) => typeof value === 'string' && value !== '',
  itemId: (value) => value !== '' && /^(string|number)$/.test(typeof value),
  position: integer(1),
  at: number(0, 8.64e15),
  dwellMs: number(0, Number.MAX_VALUE),
};

/** A signal, checked; everything but the item's code. */
export interface CheckedSignal {
  type: EventType;
  itemId: string;
  at: number;
  position?: number;
  dwellMs?: number;
}

/** @throws INVALID_SIGNAL naming the part that is wrong; INVALID_ITEM */
export async function checkSignal(signal: SignalInput, now: number): Promise<CheckedSignal> {
  await check('INVALID_SIGNAL', 'signal', signal, SIGNAL, ['type', 'itemId']);
  const { type, itemId, at = now, position, dwellMs, item } = signal;
  if (item !== undefined && !isObject(item)) throw await refusalOf('INVALID_ITEM', 'item', item);
  return {
    type,
    itemId: String(itemId),
    at,
    ...(position !== undefined && { position }),
    ...(dwellMs !== undefined && { dwellMs }),
  };
}
