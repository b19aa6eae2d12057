import type { GradeValue } from '../../core/types.ts';
import type { DocumentTable, PolicyDocument, TableRow } from './parse-document.ts';
import { parseTemplate, SILENT } from './parse-template.ts';
import type { Template } from './parse-template.ts';
import type { Placeholders } from './placeholders.ts';
import type { Problems } from './problems.ts';

/** The first table under the heading `name`, with the columns it needs; undefined after reporting what is missing. */
export function tableUnder(
  document: PolicyDocument,
  name: string,
  columns: readonly string[],
  problems: Problems,
): DocumentTable | undefined {
  const table = document.tables.find(({ headings }) => same(headings[0], name));
  if (!table) {
    const heading = document.headings.find(({ text }) => same(text, name));
    problems.add(
      heading?.line ?? 1,
      heading
        ? `the section "${name}" has no table`
        : `a section "${name}" with a table of ${columns.join(', ')} is missing`,
    );
    return undefined;
  }
  const headers = new Set(table.headers.map((header) => header.toLowerCase()));
  const missing = columns.filter((column) => !headers.has(column.toLowerCase()));
  if (missing.length === 0) return table;
  problems.add(
    table.line,
    `the table of "${name}" lacks the column ${missing.map((column) => `"${column}"`).join(', ')}`,
  );
  return undefined;
}

export function same(a: string | undefined, b: string): boolean {
  return a !== undefined && a.toLowerCase() === b.toLowerCase();
}

export function cell(row: TableRow, column: string): string {
  return row.cells.get(column.toLowerCase()) ?? '';
}

export function gradeOf(text: string): GradeValue | undefined {
  return /^[0-4]$/u.test(text) ? (Number(text) as GradeValue) : undefined;
}

export function plainNumber(text: string): number | undefined {
  return /^[+-]?\d+(?:\.\d+)?$/u.test(text) ? Number(text) : undefined;
}

/** A name in kebab case. */
export function idOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/gu, '');
}

/** The reason of a row; reports a missing or broken one. */
export function reasonOf(
  row: TableRow,
  name: string,
  placeholders: Placeholders,
  problems: Problems,
): Template {
  const text = cell(row, 'reason');
  const parsed = parseTemplate(text, placeholders);
  if (!text) problems.add(row.line, `${name}: a row has no reason`);
  else if ('problem' in parsed) problems.add(row.line, `${name}: ${parsed.problem}`);
  else return parsed.template;
  return SILENT;
}
