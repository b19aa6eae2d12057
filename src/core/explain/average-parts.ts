import type { Part } from './parts.ts';

/** Of longer lists so many items, evenly, stand for all. */
const MAX_SAMPLED = 200;

/**
 * What each part adds to the items of a list on average, 0 to those that lack it.
 *
 * @param count items of the list
 * @param partsOf the parts of one of them, by its index in the list
 * @param pause called after each item
 */
export async function averageParts(
  count: number,
  partsOf: (i: number) => readonly Part[],
  pause: () => Promise<void> | undefined,
): Promise<ReadonlyMap<string, number>> {
  const sampled = Math.min(count, MAX_SAMPLED);
  const means = new Map<string, number>();
  for (let n = 0; n < sampled; n++) {
    const i = Math.floor((n * count) / sampled);
    for (const { key, value } of partsOf(i)) {
      means.set(key, (means.get(key) ?? 0) + value / sampled);
    }
    const pausing = pause();
    if (pausing) await pausing;
  }
  return means;
}
