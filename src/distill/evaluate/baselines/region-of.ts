import { collectPath } from '../../../core/reading/collect.ts';
import { readPlace } from '../../../core/features/read-place.ts';
import { foldText } from '../../../core/reading/words.ts';
import type { Item } from '../../../core/types.ts';

/** The region (or else the country) of an item's first place, folded; empty where the item names none. */
export function regionOf(item: Item): string {
  const found: unknown[] = [];
  collectPath(item, ['jobLocation'], found);
  const place = readPlace(found[0]);
  return place === undefined ? '' : foldText(place.region || place.country);
}
