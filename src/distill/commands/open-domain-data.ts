import { Option } from 'commander';
import type { Domain } from '../domain.ts';
import { readFileBytes } from '../files/read-file-bytes.ts';
import { findKnownDomain } from '../schema/find-known-domain.ts';
import { inferDomain } from '../schema/infer-domain.ts';
import type { CommandContext } from './context.ts';
import { MARKET, openData, type OpenDataOptions, type OpenedData } from './open-data.ts';
import { DEFAULT_DOMAIN, openDomain } from './open-domain.ts';

/** Which domain a command speaks of, where it can find that by itself. */
export function inferredDomainOption(): Option {
  return new Option(
    '--domain <name|dir>',
    'a domain that ships, or a folder that holds one; default: jobs for the market, else inferred from the tables',
  );
}

/** What decides on a domain: its name or folder, else the tables. */
export interface DomainChoice {
  domain?: string | undefined;
  /** A policy document in place of the domain's own. */
  policy?: string | undefined;
  data: string;
}

/**
 * Opens tables and the domain that they are learned by: the one that is named; of `market` without a name, jobs;
 * else one inferred from the tables, on top of the domain that ships whose tables these are. What inference found is
 * told on stderr.
 *
 * @throws as `Domains.open` and `openData`
 */
export async function openDomainData(
  { domain: named, policy, data }: DomainChoice,
  options: OpenDataOptions,
  context: Pick<CommandContext, 'stderr' | 'domains'>,
): Promise<OpenedData & { domain: Domain }> {
  const { domains, stderr } = context;
  const name = named ?? (data === MARKET ? DEFAULT_DOMAIN : await findKnownDomain(domains, data));
  const known = name === undefined ? undefined : await openDomain(context, name, policy);
  const opened = await openData(data, { ...options, domain: known }, context);
  if (known && (named !== undefined || data === MARKET)) return { ...opened, domain: known };
  const { domain, left } = await inferDomain(opened.tables, { base: known, domains });
  const { fields, measures = [] } = domain.schema;
  const base = known === undefined ? '' : ` on top of "${known.name}"`;
  stderr.write(
    `Inferred a domain${base}: ${fields.length} fields, ${measures.length} measures, ${left.length} paths not used. To edit it: pocketrank domain init --data ${data} --out DIR\n`,
  );
  return { ...opened, domain: policy === undefined ? domain : await withPolicy(domain, policy) };
}

async function withPolicy(domain: Domain, source: string): Promise<Domain> {
  const markdown = new TextDecoder().decode(await readFileBytes(source));
  return { ...domain, policy: { markdown, source } };
}
