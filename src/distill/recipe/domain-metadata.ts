import type { Domain } from '../domain.ts';
import { hashContent } from '../files/content-hash.ts';
import type { Policy } from '../policy/policy.ts';
import { limitSources } from '../policy/limit-sources.ts';

/** What of a domain a model file says beside the student: its hard limits, the words of its reasons, and its name. */
export function domainMetadata(
  { name, phrases }: Domain,
  policy: Policy | undefined,
): Record<string, string> {
  const metadata: Record<string, string> = { domain: name };
  if (policy !== undefined) {
    metadata.policy = hashContent(policy.markdown);
    if (policy.limits.length > 0) metadata.limits = JSON.stringify(limitSources(policy));
  }
  if (Object.keys(phrases).length > 0) metadata.phrases = JSON.stringify(phrases);
  return metadata;
}
