import type { Item, Profile } from '../../../src/core/types.ts';

/** Ads and people with less in them: what a student's order hangs on shows by what is left of it. */
export interface Cut {
  name: string;
  item(ad: Item): Item;
  profile(profile: Profile): Profile;
}

export const CUTS: readonly Cut[] = [
  {
    name: 'places hidden',
    item: (ad) => ({ ...ad, jobLocation: undefined }),
    profile: (profile) => profile,
  },
  {
    name: 'titles alone',
    item: ({ title }) => ({ title }),
    profile: ({ basics }) => ({ basics: { label: labelOf(basics) } }),
  },
];

function labelOf(basics: unknown): unknown {
  return (basics as { label?: unknown } | undefined)?.label;
}
