import type { Bind, Read } from './read.ts';

/** Binds what is told of the days from the item's time to the ranking's. */
function bindDays(tell: (days: number) => number): Bind {
  return ({ item, evidence }): Read => {
    return (view, at) => {
      const day = view.getUint16(at + item!.at, true);
      return day === 0 ? NaN : tell(evidence.today - day);
    };
  };
}

/** Days since then; what lies ahead by more than a day cannot be. */
export const bindAge = bindDays((days) => (days < -1 ? NaN : Math.max(days, 0)));
/** Days until then, below 0 where it has passed. */
export const bindUntil = bindDays((days) => 0 - days);
