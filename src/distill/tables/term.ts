/** What a row of a table of terms may be. */
export const TERM_KINDS = ['name', 'cased', 'common', 'maker'] as const;

/**
 * A name that texts may hold, of up to four words; a `cased` one, of a single word, is meant only where it is written
 * as here, capitals and all. Or a `common` word, which tells nothing; or one that a `maker` puts before names.
 */
export interface Term {
  name: string;
  kind?: (typeof TERM_KINDS)[number];
}
