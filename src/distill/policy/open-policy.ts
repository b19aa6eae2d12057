import { PocketRankError } from '../../core/errors.ts';
import type { Domain } from '../domain.ts';
import { compilePolicy, type CompilePolicyOptions } from './compile-policy.ts';
import type { Policy } from './policy.ts';

/**
 * Compiles the policy of a domain; undefined where it has none.
 *
 * @throws INVALID_POLICY, POLICY_EXAMPLE_FAILED
 */
export function openPolicy(domain: Domain, options: CompilePolicyOptions = {}): Policy | undefined {
  const { policy } = domain;
  return policy && compilePolicy(policy.markdown, policy.source, domain, options);
}

/**
 * As {@link openPolicy}, of a domain that must have one.
 *
 * @throws INVALID_POLICY where it has none
 */
export function requirePolicy(domain: Domain, options: CompilePolicyOptions = {}): Policy {
  const policy = openPolicy(domain, options);
  if (policy) return policy;
  throw new PocketRankError('INVALID_POLICY', `The domain "${domain.name}" has no policy.md.`, {
    hint: `Put one into ${domain.folder}, or name one with --policy.`,
  });
}
