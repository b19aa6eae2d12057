import { MAX_LIMITS } from '../../core/limits/limit.ts';
import type { DocumentTable, PolicyDocument, TableRow } from './parse-document.ts';
import { parseWhen } from './parse-when.ts';
import type { Limit } from './policy.ts';
import type { Problems } from './problems.ts';
import { cell, gradeOf, idOf, reasonOf, same, tableUnder } from './read-table.ts';
import type { PolicyVocabulary } from './vocabulary.ts';

const HARD_LIMITS = 'Hard limits';
const GRADE_CAPS = 'Grade caps';
const COLUMNS = ['Limit', 'When', 'At most', 'Reason'];

/** The limits of a policy: those that every device applies, and those of the rubric alone. */
export interface CompiledLimits {
  limits: Limit[];
  caps: Limit[];
}

/** Reads the tables of hard limits and, where there is one, of grade caps. */
export function compileLimits(
  document: PolicyDocument,
  vocabulary: PolicyVocabulary,
  problems: Problems,
): CompiledLimits {
  const ids = new Set<string>();
  const compile = (table: DocumentTable | undefined): Limit[] =>
    (table?.rows ?? []).flatMap((row) => compileLimit(row, ids, vocabulary, problems) ?? []);
  const limits = compile(tableUnder(document, HARD_LIMITS, COLUMNS, problems));
  for (const limit of limits) checkCarried(limit, vocabulary, problems);
  const extra = limits[MAX_LIMITS];
  if (extra) problems.add(extra.line, `a policy has at most ${MAX_LIMITS} hard limits`);
  const hasCaps = document.headings.some(({ text }) => same(text, GRADE_CAPS));
  const caps = hasCaps ? compile(tableUnder(document, GRADE_CAPS, COLUMNS, problems)) : [];
  for (const { conditions, name, line } of caps) {
    const barred = conditions.find(({ measure }) => measure.isForLimitsAlone);
    if (barred) {
      problems.add(
        line,
        `${name}: ${barred.measure.name} rests on a protected attribute, which may serve hard limits alone`,
      );
    }
  }
  checkPlaces(document, problems);
  return { limits, caps };
}

function compileLimit(
  row: TableRow,
  ids: Set<string>,
  vocabulary: PolicyVocabulary,
  problems: Problems,
): Limit | undefined {
  const { line } = row;
  const name = cell(row, 'limit');
  const id = idOf(name);
  const cap = gradeOf(cell(row, 'at most'));
  const conditions = parseWhen(cell(row, 'when'), name, line, vocabulary.book, problems);
  if (!id) problems.add(line, 'a limit has no name');
  else if (ids.has(id)) problems.add(line, `duplicate limit "${name}"`);
  ids.add(id);
  if (cap === undefined) {
    problems.add(line, `${name}: "At most" must be a grade 0 to 4, not "${cell(row, 'at most')}"`);
    return undefined;
  }
  if (cap === 4) problems.add(line, `${name}: a limit of at most 4 limits nothing`);
  const reason = reasonOf(row, name, vocabulary.placeholders, problems);
  return { id, name, conditions, cap, reason, line };
}

/** A hard limit is applied and told by every device, so a device must be able to compute all of it. */
function checkCarried(
  { name, line, conditions, reason }: Limit,
  { book, placeholders }: PolicyVocabulary,
  problems: Problems,
): void {
  for (const { measure } of conditions) {
    if (book.isLearned(measure)) {
      problems.add(
        line,
        `${name}: ${measure.name} weighs words by how rare they are, which each model learns, so no limit on it is exact; measure the coverage instead, or put it under "${GRADE_CAPS}"`,
      );
    }
    if (measure.isCarried) continue;
    problems.add(
      line,
      `${name}: ${measure.name} is a taught measure: only the build step can compute it, so no device could apply this limit; put it under "${GRADE_CAPS}"`,
    );
  }
  const taught = reason.placeholders.find((placeholder) => !placeholders.isCarried(placeholder));
  if (taught !== undefined) {
    problems.add(
      line,
      `${name}: only the build step knows {${taught}}, and the reason of a hard limit is told on devices; use a carried measure, {item FIELD} or {your FIELD}`,
    );
  }
}

/** A table of limits under any other heading would be dropped in silence. */
function checkPlaces(document: PolicyDocument, problems: Problems): void {
  for (const { headers, headings, line } of document.tables) {
    if (!['When', 'At most'].every((name) => headers.some((header) => same(header, name))))
      continue;
    if (same(headings[0], HARD_LIMITS) || same(headings[0], GRADE_CAPS)) continue;
    problems.add(
      line,
      `a table of limits stands under "${headings[0] ?? '(no heading)'}"; it belongs under "${HARD_LIMITS}" or "${GRADE_CAPS}"`,
    );
  }
}
