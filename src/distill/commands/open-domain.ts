import { Option } from 'commander';
import type { Domain } from '../domain.ts';
import type { CompilePolicyOptions } from '../policy/compile-policy.ts';
import { requirePolicy } from '../policy/open-policy.ts';
import type { Policy } from '../policy/policy.ts';
import type { CommandContext } from './context.ts';

/** The domain that is meant where none is named. */
export const DEFAULT_DOMAIN = 'jobs';

/** Which domain a command speaks of. */
export function domainOption(): Option {
  return new Option(
    '--domain <name|dir>',
    'a domain that ships, or a folder that holds one',
  ).default(DEFAULT_DOMAIN);
}

/**
 * Opens a domain, and tells on stderr what in it needs a second look.
 *
 * @param policy a policy document (path) in place of the domain's own
 * @throws as `Domains.open`
 */
export async function openDomain(
  { domains, stderr }: Pick<CommandContext, 'domains' | 'stderr'>,
  name: string,
  policy: string | undefined,
): Promise<Domain> {
  const domain = await domains.open(name, { policy });
  for (const warning of domain.warnings) stderr.write(`warning: ${warning}\n`);
  return domain;
}

/**
 * The policy of a domain, or another document over its measures, compiled.
 *
 * @param path a policy document in place of the domain's own
 * @throws as `Domains.open`, and INVALID_POLICY, POLICY_EXAMPLE_FAILED
 */
export async function readPolicy(
  context: Pick<CommandContext, 'domains' | 'stderr'>,
  path: string | undefined,
  domain = DEFAULT_DOMAIN,
  options: CompilePolicyOptions = {},
): Promise<Policy> {
  return requirePolicy(await openDomain(context, domain, path), options);
}
