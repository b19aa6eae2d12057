import type { Item, Profile } from 'pocketrank';
import type { ShownItem } from './item.ts';

/** A person of the demo and what a search brought for them: `people/<id>.json`. */
export interface PersonFile {
  id: string;
  name: string;
  /** Who it is, in a sentence. */
  line: string;
  /** The day of the data, as ISO 8601. */
  day: string;
  profile: Profile;
  items: Item[];
  /** The policy's sentence against an ad that nobody should be shown, by the ad's id. */
  against: Record<string, string>;
  /** What a card shows of an item, by its key, where the build has read it. */
  shown?: Record<string, ShownItem>;
  /** The limits that the policy's own grader found to hold, by the item's key. */
  held?: Record<string, string[]>;
}
