import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PocketRankError } from '../../core/errors.ts';
import { compilePolicy } from '../../distill/policy/compile-policy.ts';
import type { CompilePolicyOptions } from '../../distill/policy/compile-policy.ts';
import type { Policy } from '../../distill/policy/policy.ts';
import { domainsFolder } from '../domains-folder.ts';

const SOURCE = 'job-policy.md';

/**
 * The text of the job policy that ships with the package. The build copies the document beside the bundle.
 *
 * @throws `FILE_FAILED` if the document is missing from the installation.
 */
export function jobPolicyMarkdown(): string {
  try {
    return readFileSync(join(domainsFolder(), 'jobs', 'policy.md'), 'utf8');
  } catch (cause) {
    throw new PocketRankError('FILE_FAILED', `The shipped ${SOURCE} cannot be read.`, {
      hint: 'Install the package again.',
      cause,
    });
  }
}

/**
 * Compiles the job policy that ships with the package.
 *
 * @throws as `compilePolicy`, and `FILE_FAILED` if the document is missing.
 */
export function loadJobPolicy(options: CompilePolicyOptions = {}): Policy {
  return compilePolicy(jobPolicyMarkdown(), SOURCE, options);
}
