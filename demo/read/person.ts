import type { Item, Profile } from 'pocketrank';

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
}
