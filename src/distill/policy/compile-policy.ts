import { PocketRankError } from '../../core/errors.ts';
import type { Domain } from '../domain.ts';
import { checkExamples } from './check-examples.ts';
import { compileExamples } from './compile-examples.ts';
import { compileCriteria } from './compile-criteria.ts';
import { compileGrades } from './compile-grades.ts';
import { compileLimits } from './compile-limits.ts';
import { parseDocument } from './parse-document.ts';
import type { PolicyDocument } from './parse-document.ts';
import type { Policy } from './policy.ts';
import { createProblems, type Problem } from './problems.ts';
import { EXAMPLE_DAY, LEAST_EVIDENCE, readSettings } from './settings.ts';
import { createVocabulary } from './vocabulary.ts';

export interface CompilePolicyOptions {
  /** Whether the examples are graded and must get the grade they state; default true. */
  gradeExamples?: boolean;
  /** Told of everything that is wrong, before it is thrown: for editors, which show it where it stands. */
  onProblems?: (problems: readonly Problem[]) => void;
}

const MAX_LENGTH = 2_000_000;

/**
 * Compiles a policy document (Markdown with GitHub tables) over the measures of a domain, and grades its examples.
 *
 * @param source the file, for messages
 * @param domain whose measures, fields and settings the document names
 * @throws `INVALID_POLICY` with every problem and its line; `POLICY_EXAMPLE_FAILED` with every example
 * that does not get the grade it states.
 */
export function compilePolicy(
  markdown: string,
  source: string,
  domain: Domain,
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
  const taught = domain.code.createTaughtFacts?.(domain);
  const vocabulary = createVocabulary(domain, taught);
  const grades = compileGrades(document, problems);
  const criteria = compileCriteria(document, vocabulary, problems);
  const { limits, caps } = compileLimits(document, vocabulary, problems);
  const settings = readSettings(document, vocabulary.settings, problems);
  const examples = compileExamples(document, vocabulary.noun, problems);
  if (problems.list.length > 0) options.onProblems?.(problems.list);
  problems.check();
  const policy: Policy = {
    title: document.title,
    source,
    markdown,
    grades,
    criteria,
    limits,
    caps,
    settings: {
      leastEvidence: settings.get(LEAST_EVIDENCE)!,
      exampleNow: settings.get(EXAMPLE_DAY)!,
    },
    examples,
    domain,
    taught,
  };
  if (options.gradeExamples ?? true) checkExamples(policy);
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
