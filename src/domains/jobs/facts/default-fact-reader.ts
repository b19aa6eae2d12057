import { loadTaxonomy } from '../taxonomy/index.ts';
import { createTaxonomyLookup } from '../taxonomy/lookup.ts';
import { createFactReader } from './fact-reader.ts';
import type { FactReader } from './fact-reader.ts';

let shared: FactReader | undefined;

/** The fact reader over the built-in taxonomy; made on first use (some 100 ms) and shared from then on. */
export function defaultFactReader(): FactReader {
  shared ??= createFactReader(createTaxonomyLookup(loadTaxonomy()));
  return shared;
}
