import type { LoggedPlace } from './logged-places.ts';

/** A model of clicks for the doubly robust estimate: the expected clicks of an item at a position. */
export type ClickRates = (itemId: string, position: number) => number;

/**
 * Click rates of items times those of positions, each smoothed by one click at the average rate, so that a
 * item that was hardly shown counts as an average one.
 */
export function fitClickRates(places: readonly LoggedPlace[]): ClickRates {
  const items = new Map<string, { shown: number; clicks: number }>();
  const positions = new Map<number, { shown: number; clicks: number }>();
  let clicks = 0;
  for (const { itemId, position, clicked } of places) {
    count(items, itemId, clicked);
    count(positions, position, clicked);
    if (clicked) clicks++;
  }
  if (clicks === 0) return () => 0;
  const average = clicks / places.length;
  const rate = (entry: { shown: number; clicks: number } | undefined): number =>
    entry === undefined ? average : (entry.clicks + 1) / (entry.shown + 1 / average);
  return (itemId, position) => (rate(items.get(itemId)) * rate(positions.get(position))) / average;
}

function count<K>(
  counts: Map<K, { shown: number; clicks: number }>,
  key: K,
  clicked: boolean,
): void {
  const entry = counts.get(key);
  if (entry === undefined) counts.set(key, { shown: 1, clicks: clicked ? 1 : 0 });
  else {
    entry.shown++;
    if (clicked) entry.clicks++;
  }
}
