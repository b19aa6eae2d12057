import type { GradeValue } from '../../core/types.ts';
import type { LlmAnswer } from './answer-schema.ts';
import { idOf } from '../policy/read-table.ts';
import { withoutThoughts } from './thoughts.ts';

/** An answer, or what is wrong with the text in one clause. */
export type ParsedAnswer = { answer: LlmAnswer } | { problem: string };

const MAX_RATIONALE = 2000;
const MAX_TRIES = 500;

/**
 * Reads a model's text as an {@link LlmAnswer}. The JSON object may stand alone, in a fenced block, or
 * somewhere in prose (the last one that has a grade counts: models think aloud before they answer); what is
 * marked as a thought is none, nor is a draft behind which another object begins and does not end. A grade may be
 * a numeral in quotes, and names may stand for ids. Levels and limits that cannot be read are left out; a grade that is not 0–4
 * or null, or a missing rationale, is a problem.
 */
export function parseAnswer(text: string): ParsedAnswer {
  const answered = withoutThoughts(text);
  const { found: candidates, isOpen } = jsonObjects(answered);
  const found = candidates.findLast((value) => 'grade' in value);
  if (found === undefined || isOpen) return { problem: whatLacks(text, answered, candidates) };
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
        ? found.limits.flatMap((limit) => (typeof limit === 'string' ? [idOf(limit)] : []))
        : [],
    },
  };
}

function whatLacks(text: string, answered: string, candidates: readonly object[]): string {
  if (answered.trim() === '' && text.trim() !== '') return 'it thinks aloud and does not answer';
  if (candidates.some((value) => 'grade' in value)) return 'its last JSON object is not complete';
  return candidates.length > 0 ? 'it has no "grade"' : 'it holds no complete JSON object';
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
    if (grade !== undefined) levels.push([idOf(id), grade]);
  }
  return Object.fromEntries(levels);
}

/** The outermost complete JSON objects in a text, in order, and whether another begins behind them. */
function jsonObjects(text: string): { found: Record<string, unknown>[]; isOpen: boolean } {
  const found: Record<string, unknown>[] = [];
  let isOpen = false;
  let at = text.indexOf('{');
  // A text of nothing but opening braces is no reason to look at it for minutes.
  for (let tries = 0; at >= 0 && tries < MAX_TRIES; tries++) {
    const end = closingBrace(text, at);
    const value = end === undefined ? undefined : parseObject(text.slice(at, end));
    if (value !== undefined) {
      found.push(value);
      if ('grade' in value) isOpen = false;
    } else if (end === undefined && /^\{\s*"/u.test(text.slice(at, at + 50))) isOpen = true;
    at = text.indexOf('{', value === undefined ? at + 1 : end);
  }
  return { found, isOpen };
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
