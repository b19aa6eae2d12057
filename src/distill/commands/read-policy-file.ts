import { basename } from 'node:path';
import { readFileBytes } from '../files/read-file-bytes.ts';
import { compilePolicy, type CompilePolicyOptions } from '../policy/compile-policy.ts';
import type { Policy } from '../policy/policy.ts';

/** Reads and compiles a policy document. @throws FILE_FAILED, INVALID_POLICY, POLICY_EXAMPLE_FAILED */
export async function readPolicyFile(
  path: string,
  options: CompilePolicyOptions = {},
): Promise<Policy> {
  const text = new TextDecoder().decode(await readFileBytes(path));
  return compilePolicy(text, basename(path), options);
}
