import type { z } from 'zod';
import { PocketRankError, type ErrorCode } from '../../core/errors.ts';
import type { YamlFile } from './parse-yaml.ts';

/** Something wrong in a file. */
export interface FileProblem {
  path: string;
  line: number;
  message: string;
}

const MAX_SHOWN = 20;

/**
 * The value of a YAML file as a zod schema has it.
 *
 * @throws `code` with file and line of everything that does not fit
 */
export function checkYaml<T>(
  file: YamlFile,
  schema: z.ZodType<T>,
  code: ErrorCode,
  hint?: string,
): T {
  const checked = schema.safeParse(file.value);
  if (checked.success) return checked.data;
  const problems = checked.error.issues.flatMap((issue) =>
    placesOf(issue).map((place) => ({
      path: file.path,
      line: file.lineAt(place),
      message: problemText(issue, place.map(String).join('.')),
    })),
  );
  throw problemsError(problems, code, hint);
}

/** The error that tells what is wrong, of much the first twenty. */
export function problemsError(
  problems: readonly FileProblem[],
  code: ErrorCode,
  hint?: string,
): PocketRankError {
  const shown = problems
    .slice(0, MAX_SHOWN)
    .map(({ path, line, message }) => `${path}, line ${line}: ${message}.`);
  if (problems.length > MAX_SHOWN) shown.push(`And ${problems.length - MAX_SHOWN} more.`);
  return new PocketRankError(code, shown.join('\n  '), hint === undefined ? {} : { hint });
}

/** Where an issue lies; unknown keys are one each. */
function placesOf(issue: z.core.$ZodIssue): PropertyKey[][] {
  if (issue.code !== 'unrecognized_keys') return [issue.path];
  return issue.keys.map((key) => [...issue.path, key]);
}

function problemText(issue: z.core.$ZodIssue, place: string): string {
  if (issue.code === 'unrecognized_keys') return `"${place}" is not known here`;
  const inner = issue.code === 'invalid_key' ? (issue.issues[0] ?? issue) : issue;
  const message = inner.message.replace(/^Invalid input: /, '');
  return place ? `${place}: ${message}` : message;
}
