import type { FieldReader } from '../../../distill/policy/field-values.ts';
import type { Lexicon } from '../../../core/reading/lexicon.ts';
import type { FactLookup } from './fact-lookup.ts';

/** What facts are read by. */
export interface FactSources {
  /** The fields of the schema, read as every device reads them. */
  fields: FieldReader;
  /** Names of places, money and time, also where they stand in prose. */
  lexicon: Lexicon;
  /** The taxonomy of occupations and skills. */
  lookup: FactLookup;
}
