import { createRandom } from '../../../src/core/math/random.ts';
import type { Item } from '../../../src/core/types.ts';

/** Draws items evenly over their `attributes.source`; where one runs short, the others give more. */
export function drawBySource(items: readonly Item[], count: number, seed: number): Item[] {
  const random = createRandom(`draw/${seed}`);
  const bySource = new Map<string, Item[]>();
  for (const item of items) {
    const source = String(item.attributes?.source ?? '');
    const list = bySource.get(source);
    if (list === undefined) bySource.set(source, [item]);
    else list.push(item);
  }
  const piles = [...bySource.values()].map((pile) => random.shuffle([...pile]));
  const drawn: Item[] = [];
  for (let round = 0; drawn.length < Math.min(count, items.length); round++) {
    for (const pile of piles) {
      const item = pile[round];
      if (item !== undefined && drawn.length < count) drawn.push(item);
    }
  }
  return drawn;
}
