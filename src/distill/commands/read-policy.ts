import { Option } from 'commander';
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
 * The policy of a domain, or another document over its measures, compiled.
 *
 * @param path a policy document in place of the domain's own
 * @throws as `Domains.open`, and INVALID_POLICY, POLICY_EXAMPLE_FAILED
 */
export async function readPolicy(
  { domains }: Pick<CommandContext, 'domains'>,
  path: string | undefined,
  domain = DEFAULT_DOMAIN,
): Promise<Policy> {
  return requirePolicy(await domains.open(domain, { policy: path }));
}
