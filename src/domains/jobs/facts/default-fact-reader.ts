import { compileSchema } from '../../../core/features/compile-schema.ts';
import type { SchemaSource } from '../../../core/features/schema.ts';
import { createFieldReader } from '../../../distill/policy/field-values.ts';
import { loadTaxonomy } from '../taxonomy/index.ts';
import { createTaxonomyLookup, type TaxonomyLookup } from '../taxonomy/lookup.ts';
import { createFactReader } from './fact-reader.ts';
import type { FactReader } from './fact-reader.ts';

let lookup: TaxonomyLookup | undefined;

/** A fact reader over the fields of a schema and the taxonomy that ships, which is made on first use (some 100 ms). */
export function defaultFactReader(source: SchemaSource): FactReader {
  lookup ??= createTaxonomyLookup(loadTaxonomy());
  const schema = compileSchema(source);
  return createFactReader({ fields: createFieldReader(schema), lexicon: schema.lexicon, lookup });
}
