import { join } from 'node:path';
import { pathsOf } from '../../core/features/read-schema.ts';
import { SIDES, type SchemaSource } from '../../core/features/schema.ts';
import type { EventSource } from '../../core/events.ts';
import type { Domain, Domains } from '../domain.ts';
import { pruneLexicon } from '../lexicon/prune-lexicon.ts';
import { readLexicon } from '../lexicon/read-lexicon.ts';
import type { Tables } from '../tables/types.ts';
import { filledFields } from './filled-fields.ts';
import { inferSchema, type InferredSchema } from './infer-schema.ts';

/** A domain made by looking at tables. */
export interface InferredDomain extends Omit<InferredSchema, 'schema'> {
  domain: Domain;
  /** The known domain that it is made on top of, with its policy; undefined where the tables are of none. */
  known: Domain | undefined;
}

/** Options of {@link inferDomain}. */
export interface InferDomainOptions {
  /** The known domain whose tables these are. */
  base?: Domain | undefined;
  domains: Domains;
  /** What people do with items, where it is not what the base says or the usual. */
  events?: EventSource[] | undefined;
}

/** The folder of the lexicon that every domain may extend. */
export const COMMON = 'common';

/** Where the tables fill less of a known domain's fields than this, they are another trade's by the same name. */
const MIN_FILLED = 0.4;

/**
 * Makes a domain for tables: of a known one's schema and policy, where they fill it, and of what else they hold. A
 * domain that is made from nothing known has no policy: clicks and stated grades teach its model.
 */
export async function inferDomain(
  tables: Pick<Tables, 'items' | 'profiles' | 'now' | 'noun' | 'keys'>,
  { base, domains, events }: InferDomainOptions,
): Promise<InferredDomain> {
  const items = [...tables.items.values()];
  const profiles = [...tables.profiles.values()];
  const fits = base !== undefined && fillsMost(base.schema, items, profiles);
  const lexicon = await readLexicon(join(domains.folder, COMMON), domains.folder);
  const inferred = inferSchema(items, profiles, {
    base: base?.schema,
    whole: fits,
    lexicon,
    now: tables.now,
    noun: tables.noun,
    keys: tables.keys,
  });
  const { schema: bare, ...rest } = inferred;
  const schema = {
    ...bare,
    ...(events && { events }),
    lexicon: bare.lexicon ?? pruneLexicon(lexicon, bare),
  };
  const known = fits ? base : undefined;
  return {
    ...rest,
    known,
    domain: {
      name: schema.name,
      folder: known?.folder ?? '',
      schema,
      policy: known?.policy,
      settings: known?.settings ?? {},
      warnings: known?.warnings ?? [],
      phrases: known?.phrases ?? {},
      teaching: known?.teaching,
      code: known?.code ?? {},
    },
  };
}

/** Whether tables fill most paths of a schema's fields, each counted once a side. */
function fillsMost(
  schema: SchemaSource,
  items: readonly unknown[],
  profiles: readonly unknown[],
): boolean {
  const count = (fields: SchemaSource['fields']): number =>
    fields.reduce(
      (sum, field) => sum + SIDES.filter((side) => pathsOf(field, side).length > 0).length,
      0,
    );
  const filled = filledFields(schema, { item: items, profile: profiles });
  return count(filled) >= MIN_FILLED * count(schema.fields);
}
