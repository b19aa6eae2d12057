import type { GradeValue } from '../../core/types.ts';
import type { LlmAnswer } from './answer-schema.ts';

/** An answer, or what is wrong with the text in one clause. */
export type ParsedAnswer = { answer: LlmAnswer } | { problem: string };

const MAX_RATIONALE = 2000;
const MAX_TRIES = 500;

/**
 * Reads a model's text as an {@link LlmAnswer}. The JSON object may stand alone, in a fenced block, or
 * somewhere in prose (the last one that has a grade counts: models think aloud before they answer). A grade
 * may be a numeral in quotes. Levels and limits that cannot be read are left out; a grade that is not 0–4
 * or null, or a missing rationale, is a problem.
 */
export function parseAnswer(text: string): ParsedAnswer {
  const candidates = jsonObjects(text.replaceAll(/<think>[\s\S]*?<\/think>/gu, ''));
  const found = candidates.findLast((value) => 'grade' in value);
  if (found === undefined) {
    return {
      problem: candidates.length > 0 ? 'it has no "grade"' : 'it holds no complete JSON object',
    };
  }
  const grade = gradeOf(found.grade);
  if (grade === undefined) {
    return {
      problem: `its grade is ${JSON.stringify(found.grade)?.slice(0, 40)}, not 0 to 4 or null`,
    };
  }
  const { rationale } = found;
  if (typeof rationale !== 'string' || rationale.trim() === '') {
    return { problem: 'it has no "rationale"' };
  }
  return {
    answer: {
      grade,
      rationale: rationale.trim().replaceAll(/\s+/gu, ' ').slice(0, MAX_RATIONALE),
      criteria: levelsOf(found.criteria),
      limits: Array.isArray(found.limits)
        ? found.limits.filter((limit): limit is string => typeof limit === 'string')
        : [],
    },
  };
}

function gradeOf(value: unknown): GradeValue | null | undefined {
  if (value === null) return null;
  const number = typeof value === 'string' && /^\s*[0-4]\s*$/u.test(value) ? Number(value) : value;
  return number === 0 || number === 1 || number === 2 || number === 3 || number === 4
    ? number
    : undefined;
}

function levelsOf(value: unknown): LlmAnswer['criteria'] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  const levels: [string, GradeValue | null][] = [];
  for (const [id, level] of Object.entries(value)) {
    const grade = gradeOf(level);
    if (grade !== undefined) levels.push([id, grade]);
  }
  return Object.fromEntries(levels);
}

/** The outermost complete JSON objects in a text, in order. */
function jsonObjects(text: string): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  let at = text.indexOf('{');
  // A text of nothing but opening braces is no reason to look at it for minutes.
  for (let tries = 0; at >= 0 && tries < MAX_TRIES; tries++) {
    const end = closingBrace(text, at);
    const value = end === undefined ? undefined : parseObject(text.slice(at, end));
    if (value !== undefined) found.push(value);
    at = text.indexOf('{', value === undefined ? at + 1 : end);
  }
  return found;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** The position after the brace that closes the one at `from`, strings respected. */
function closingBrace(text: string, from: number): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let i = from; i < text.length; i++) {
    const char = text[i];
    if (quoted) {
      if (char === '\\') i++;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '{') depth++;
    else if (char === '}' && --depth === 0) return i + 1;
  }
  return undefined;
}
