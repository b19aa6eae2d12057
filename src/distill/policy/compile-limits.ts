import { MEASURES } from '../../domains/jobs/measures.ts';
import { parseCondition } from './parse-condition.ts';
import type { PolicyDocument } from './parse-document.ts';
import type { Limit } from './policy.ts';
import { didYouMean } from './problems.ts';
import type { Problems } from './problems.ts';
import { cell, gradeOf, idOf, reasonOf, tableUnder } from './read-table.ts';

/** Reads the table of hard limits. */
export function compileLimits(document: PolicyDocument, problems: Problems): Limit[] {
  const table = tableUnder(
    document,
    'Hard limits',
    ['Limit', 'When', 'At most', 'Reason'],
    problems,
  );
  const limits: Limit[] = [];
  const ids = new Set<string>();
  for (const row of table?.rows ?? []) {
    const name = cell(row, 'limit');
    const id = idOf(name);
    const cap = gradeOf(cell(row, 'at most'));
    const conditions = compileWhen(cell(row, 'when'), name, row.line, problems);
    if (!id) problems.add(row.line, 'a hard limit has no name');
    else if (ids.has(id)) problems.add(row.line, `duplicate hard limit "${name}"`);
    ids.add(id);
    if (cap === undefined) {
      problems.add(
        row.line,
        `${name}: "At most" must be a grade 0 to 4, not "${cell(row, 'at most')}"`,
      );
      continue;
    }
    if (cap === 4) problems.add(row.line, `${name}: a limit of at most 4 limits nothing`);
    limits.push({
      id,
      name,
      conditions,
      cap,
      reason: reasonOf(row, name, problems),
      line: row.line,
    });
  }
  return limits;
}

function compileWhen(
  text: string,
  name: string,
  line: number,
  problems: Problems,
): Limit['conditions'] {
  const conditions: Limit['conditions'][number][] = [];
  const byLength = [...MEASURES].sort((a, b) => b.name.length - a.name.length);
  for (const part of text.split(/\s+and\s+(?!more|less|above|below|over|under)/iu)) {
    const trimmed = part.trim();
    const measure = byLength.find(({ name: known }) => {
      const next = trimmed.charAt(known.length);
      return trimmed.toLowerCase().startsWith(known.toLowerCase()) && !/[\p{L}\p{N}]/u.test(next);
    });
    if (!measure) {
      const subject = trimmed.split(/\s+(?:is|are)\b|\s*[<>=≤≥:]|\s+\d/u)[0] ?? '';
      problems.add(
        line,
        `${name}: unknown measure ${didYouMean(
          subject,
          MEASURES.map((known) => known.name),
        )}`,
      );
      continue;
    }
    const rest = trimmed
      .slice(measure.name.length)
      .trim()
      .replace(/^(?:is|are|=(?!=)|:)\s*/iu, '');
    const parsed = parseCondition(rest, measure);
    if ('problem' in parsed) problems.add(line, `${name}: ${parsed.problem}`);
    else conditions.push({ measure, condition: parsed.condition });
  }
  return conditions;
}
