import type { Domain } from '../domain.ts';
import { readFileBytes } from '../files/read-file-bytes.ts';
import { inferSchema } from '../schema/infer-schema.ts';
import type { Tables } from '../tables/types.ts';
import type { CommandContext } from './context.ts';

/** What says which domain is meant. */
export interface DomainChoice {
  /** A domain that ships, or a folder; undefined: to be inferred from the tables. */
  domain: string | undefined;
  /** A policy document in place of the domain's own. */
  policy: string | undefined;
}

/**
 * The domain that is named, or else one inferred from the tables, which knows no policy but one that is named.
 *
 * @throws as `Domains.open`, and FILE_FAILED
 */
export async function chooseDomain(
  { domain, policy }: DomainChoice,
  tables: Pick<Tables, 'items' | 'profiles'>,
  { domains }: Pick<CommandContext, 'domains'>,
): Promise<Domain> {
  if (domain !== undefined) return domains.open(domain, { policy });
  const inferred = inferDomain(tables);
  if (policy === undefined) return inferred;
  const markdown = new TextDecoder().decode(await readFileBytes(policy));
  return { ...inferred, policy: { markdown, source: policy } };
}

/** A domain of nothing but the schema that the tables show. */
export function inferDomain({ items, profiles }: Pick<Tables, 'items' | 'profiles'>): Domain {
  const { schema } = inferSchema([...items.values()], [...profiles.values()]);
  const { name } = schema;
  return { name, folder: '', schema, policy: undefined, settings: {}, phrases: {}, code: {} };
}
