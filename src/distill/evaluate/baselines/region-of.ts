import { collectPath } from '../../../core/reading/collect.ts';
import { createWholeLexicon } from '../../../core/reading/rare-forms.ts';
import { readPlace } from '../../../core/reading/read-place.ts';
import type { Item } from '../../../core/types.ts';

/** A baseline compares names as they are written. */
const lexicon = createWholeLexicon();

/** The region (or else the country) of an item's first place, folded; empty where the item names none. */
export function regionOf(item: Item): string {
  const found: unknown[] = [];
  collectPath(item, ['jobLocation'], found);
  const place = readPlace(found[0], lexicon);
  return place === undefined ? '' : place.region || place.country;
}
