import type { Domain } from '../../../src/distill/domain.ts';
import type { CompilePolicyOptions } from '../../../src/distill/policy/compile-policy.ts';
import { requirePolicy } from '../../../src/distill/policy/open-policy.ts';
import type { Policy } from '../../../src/distill/policy/policy.ts';
import { domains } from '../../../src/domains/registry.ts';

/** The domain of jobs, opened once for the tests of a file. */
export const jobs: Domain = await domains.open('jobs');

/** The document of its policy. */
export const jobsMarkdown: string = jobs.policy!.markdown;

/** Its policy, compiled. */
export function jobsPolicy(options: CompilePolicyOptions = {}): Policy {
  return requirePolicy(jobs, options);
}
