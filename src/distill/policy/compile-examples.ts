import type { GradeValue } from '../../core/types.ts';
import type { DocumentCode, PolicyDocument } from './parse-document.ts';
import type { PolicyExample } from './policy.ts';
import type { Problems } from './problems.ts';

type JsonObject = Record<string, unknown>;

/**
 * Reads the examples: every `json` block of the document holds `{ profile, item, grade }` under a heading that names
 * it; the item may stand under the domain's noun.
 */
export function compileExamples(
  document: PolicyDocument,
  noun: string,
  problems: Problems,
): PolicyExample[] {
  const examples: PolicyExample[] = [];
  const names = new Set<string>();
  for (const code of document.codes) {
    if (code.language !== 'json') continue;
    const example = compileExample(code, noun, problems);
    if (!example) continue;
    if (names.has(example.name)) {
      problems.add(example.line, `two examples are named "${example.name}"`);
    }
    names.add(example.name);
    examples.push(example);
  }
  return examples;
}

function compileExample(
  code: DocumentCode,
  noun: string,
  problems: Problems,
): PolicyExample | undefined {
  const { line, text } = code;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    problems.add(
      line + brokenLine(error, text),
      `an example is no valid JSON: ${(error as Error).message}`,
    );
    return undefined;
  }
  if (!isObject(value)) {
    problems.add(line, `an example must be an object with profile, ${noun} and grade`);
    return undefined;
  }
  const { profile, grade, name } = value;
  const item = value.item ?? value[noun];
  const unknown = Object.keys(value).find(
    (key) => !['profile', 'item', noun, 'grade', 'name'].includes(key),
  );
  if (unknown)
    problems.add(
      line,
      `an example has an unknown part "${unknown}"; it has profile, ${noun} and grade`,
    );
  if (!isObject(profile) || !isObject(item)) {
    problems.add(line, `an example needs "${isObject(profile) ? noun : 'profile'}", an object`);
    return undefined;
  }
  if (!isGrade(grade)) {
    problems.add(
      line,
      `an example's grade must be 0, 1, 2, 3, 4 or "ungraded", not ${JSON.stringify(grade)}`,
    );
    return undefined;
  }
  const title = typeof name === 'string' && name ? name : code.headings[0];
  if (!title) {
    problems.add(line, 'an example needs a heading or a "name"');
    return undefined;
  }
  return { name: title, profile, item, grade, line };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isGrade(value: unknown): value is GradeValue | 'ungraded' {
  return (
    value === 'ungraded' ||
    (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 4)
  );
}

/** The line of the block, from 0, at which JSON.parse stopped; 0 where it does not say. */
function brokenLine(error: unknown, text: string): number {
  const position = /position (\d+)/u.exec((error as Error).message)?.[1];
  return position ? text.slice(0, Number(position)).split('\n').length - 1 : 0;
}
