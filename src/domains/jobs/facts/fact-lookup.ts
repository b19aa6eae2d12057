import type { TaxonomyLookup } from '../taxonomy/lookup.ts';

/** What facts ask of a taxonomy. */
export type FactLookup = Pick<
  TaxonomyLookup,
  'findOccupation' | 'findSkills' | 'closeness' | 'skill' | 'occupation'
>;
