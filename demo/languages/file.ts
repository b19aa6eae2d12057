import type { Item, Profile } from 'pocketrank';

/** What the room of languages shows: `languages/ads.json`. */
export interface LanguagesFile {
  /** The person, in a sentence. */
  line: string;
  profile: Profile;
  languages: Language[];
}

/** Ads in a language. */
export interface Language {
  /** As BCP 47 has it. */
  id: string;
  /** In the language itself. */
  name: string;
  ads: ForeignAd[];
}

export interface ForeignAd {
  title: string;
  /** What the title says, in English. */
  means: string;
  text: string;
  /** Whether it is of the person's trade. */
  isOwn?: boolean;
}

/** The ads as pages carry them, each keyed by its place. */
export function postingsOf({ id, ads }: Language): Item[] {
  return ads.map(({ title, text }, at) => ({
    '@type': 'JobPosting',
    identifier: `${id}-${at}`,
    title,
    description: text,
  }));
}
