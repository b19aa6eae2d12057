import { PocketRankError } from '../../core/errors.ts';
import { defaultFactReader } from '../../domains/jobs/facts/default-fact-reader.ts';
import type { FactReader } from '../../domains/jobs/facts/fact-reader.ts';
import { checkExamples } from './check-examples.ts';
import { compileExamples } from './compile-examples.ts';
import { compileSettings } from './compile-settings.ts';
import { compileCriteria } from './compile-criteria.ts';
import { compileGrades } from './compile-grades.ts';
import { compileLimits } from './compile-limits.ts';
import { parseDocument } from './parse-document.ts';
import type { PolicyDocument } from './parse-document.ts';
import type { Policy } from './policy.ts';
import { createProblems } from './problems.ts';

export interface CompilePolicyOptions {
  /** Reads the facts of the examples; default: over the built-in taxonomy. */
  factReader?: FactReader;
  /** Whether the examples are graded and must get the grade they state; default true. */
  gradeExamples?: boolean;
}

const MAX_LENGTH = 2_000_000;

/**
 * Compiles a policy document (Markdown with GitHub tables) into a policy, and grades its examples.
 * `source` is the file's name, for messages.
 *
 * @throws `INVALID_POLICY` with every problem and its line; `POLICY_EXAMPLE_FAILED` with every example
 * that does not get the grade it states.
 */
export function compilePolicy(
  markdown: string,
  source = 'policy',
  options: CompilePolicyOptions = {},
): Policy {
  if (typeof markdown !== 'string' || markdown.length > MAX_LENGTH) {
    throw new PocketRankError(
      'INVALID_POLICY',
      `${source} is not a text of up to 2 million characters.`,
    );
  }
  const problems = createProblems(source);
  const document = parse(markdown, source);
  const grades = compileGrades(document, problems);
  const criteria = compileCriteria(document, problems);
  const limits = compileLimits(document, problems);
  const settings = compileSettings(document, problems);
  const examples = compileExamples(document, problems);
  problems.check();
  const policy: Policy = {
    title: document.title,
    source,
    markdown,
    grades,
    criteria,
    limits,
    settings,
    examples,
  };
  if (options.gradeExamples ?? true) {
    checkExamples(policy, options.factReader ?? defaultFactReader());
  }
  return policy;
}

function parse(markdown: string, source: string): PolicyDocument {
  try {
    return parseDocument(markdown);
  } catch (cause) {
    // Markdown has no syntax errors; only quotes nested thousands deep exhaust the parser's stack.
    throw new PocketRankError('INVALID_POLICY', `${source} is nested too deeply to be read.`, {
      cause,
    });
  }
}
