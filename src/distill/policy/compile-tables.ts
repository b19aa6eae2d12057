import type { GradeValue } from '../../core/types.ts';
import { checkLevels } from './check-levels.ts';
import type { Measure } from './measure.ts';
import { MEASURES, measureNamed } from './measures.ts';
import { parseCondition } from './parse-condition.ts';
import type { DocumentTable, PolicyDocument, TableRow } from './parse-document.ts';
import { parseTemplate } from './parse-template.ts';
import type { Template } from './parse-template.ts';
import type { Criterion, GradeBand, Level, Limit } from './policy.ts';
import { didYouMean } from './problems.ts';
import type { Problems } from './problems.ts';

const LEVEL_COLUMNS = ['level', 'meaning', 'reason', 'note'];
const SILENT: Template = () => '';

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
  const headers = table.headers.map((header) => header.toLowerCase());
  const missing = columns.filter((column) => !headers.includes(column.toLowerCase()));
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

function cell(row: TableRow, column: string): string {
  return row.cells.get(column.toLowerCase()) ?? '';
}

function gradeOf(text: string): GradeValue | undefined {
  return /^[0-4]$/u.test(text) ? (Number(text) as GradeValue) : undefined;
}

function plainNumber(text: string): number | undefined {
  return /^[+-]?\d+(?:\.\d+)?$/u.test(text) ? Number(text) : undefined;
}

/** A name in kebab case. */
export function idOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/gu, '');
}

/** Reads the table of grades: all five, each with the least mean that earns it, rising with the grade. */
export function compileGrades(document: PolicyDocument, problems: Problems): GradeBand[] {
  const table = tableUnder(document, 'Grades', ['Grade', 'Name', 'From', 'Meaning'], problems);
  if (!table) return [];
  const bands: (GradeBand | undefined)[] = [undefined, undefined, undefined, undefined, undefined];
  for (const row of table.rows) {
    const grade = gradeOf(cell(row, 'grade'));
    const from = plainNumber(cell(row, 'from'));
    if (grade === undefined) {
      problems.add(row.line, `grade "${cell(row, 'grade')}" is not one of 0, 1, 2, 3, 4`);
    } else if (from === undefined || from < 0 || from > 4) {
      problems.add(
        row.line,
        `grade ${grade}: "From" must be a number from 0 to 4, not "${cell(row, 'from')}"`,
      );
    } else if (bands[grade]) problems.add(row.line, `grade ${grade} stands twice`);
    else if (!cell(row, 'name')) problems.add(row.line, `grade ${grade} has no name`);
    else bands[grade] = { grade, name: cell(row, 'name'), from, meaning: cell(row, 'meaning') };
  }
  const absent = bands.flatMap((band, grade) => (band ? [] : [grade]));
  if (absent.length > 0 && problems.list.length === 0) {
    problems.add(table.line, `the table of grades lacks grade ${absent.join(', ')}`);
  }
  const found = bands.filter((band) => band !== undefined);
  if (found[0]?.grade === 0 && found[0].from !== 0) {
    problems.add(table.line, 'grade 0 must be from 0, or some pairs get no grade');
  }
  for (let i = 1; i < found.length; i++) {
    const [lower, upper] = [found[i - 1] as GradeBand, found[i] as GradeBand];
    if (upper.from <= lower.from) {
      problems.add(
        table.line,
        `grade ${upper.grade} is from ${upper.from}, which must lie above grade ${lower.grade}'s ${lower.from}`,
      );
    }
  }
  return found;
}

/** Reads the table of criteria with each one's own section and table of levels. */
export function compileCriteria(document: PolicyDocument, problems: Problems): Criterion[] {
  const table = tableUnder(document, 'Criteria', ['Criterion', 'Weight', 'Evidence'], problems);
  if (!table) return [];
  const names = new Map<string, string>();
  const criteria: Criterion[] = [];
  let sum = 0;
  for (const row of table.rows) {
    const name = cell(row, 'criterion');
    const id = idOf(name);
    const weight = plainNumber(cell(row, 'weight'));
    const evidence = cell(row, 'evidence').toLowerCase();
    if (!id) {
      problems.add(row.line, 'a criterion has no name');
      continue;
    }
    if (names.has(id)) {
      problems.add(row.line, `duplicate criterion "${name}"`);
      continue;
    }
    names.set(id, name);
    if (weight === undefined || weight < 0) {
      problems.add(
        row.line,
        `${name}: weight must be a number of 0 or more, not "${cell(row, 'weight')}"`,
      );
    } else sum += weight;
    if (evidence !== 'required' && evidence !== 'optional') {
      problems.add(
        row.line,
        `${name}: evidence must be "required" or "optional", not "${evidence}"`,
      );
    }
    const section = compileSection(document, name, row.line, problems);
    if (!section) continue;
    const parts = {
      ...section,
      id,
      name,
      weight: weight ?? 0,
      required: evidence === 'required',
      question: cell(row, 'question'),
    };
    checkLevels(parts, problems);
    criteria.push({ ...parts, guidance: guidanceOf(document, name) });
  }
  if (table.rows.length === 0) problems.add(table.line, 'the table of criteria has no rows');
  else if (sum === 0) problems.add(table.line, 'the weights of the criteria sum to 0');
  for (const other of document.tables) {
    if (!other.headers.some((header) => same(header, 'level'))) continue;
    if (other.headings.some((heading) => names.has(idOf(heading)))) continue;
    problems.add(
      other.line,
      `a table of levels stands under ${didYouMean(other.headings[0] ?? '(no heading)', [...names.values()])}, which is no criterion of the table of criteria`,
    );
  }
  return criteria;
}

type Section = Pick<Criterion, 'measure' | 'levels' | 'line'>;

function compileSection(
  document: PolicyDocument,
  name: string,
  line: number,
  problems: Problems,
): Section | undefined {
  const tables = document.tables.filter(
    ({ headers, headings }) =>
      headings.some((heading) => idOf(heading) === idOf(name)) &&
      headers.some((header) => same(header, 'level')),
  );
  const [table, second] = tables;
  if (!table) {
    problems.add(line, `${name}: no section with this heading has a table of levels`);
    return undefined;
  }
  if (second)
    problems.add(second.line, `duplicate criterion: ${name} has a second table of levels`);
  const measure = measureOf(table, name, problems);
  if (!measure) return undefined;
  const levels: Level[] = [];
  for (const row of table.rows) {
    const level = gradeOf(cell(row, 'level'));
    if (level === undefined) {
      problems.add(row.line, `${name}: level "${cell(row, 'level')}" is not one of 0, 1, 2, 3, 4`);
      continue;
    }
    const parsed = parseCondition(cell(row, measure.name), measure);
    if ('problem' in parsed) {
      problems.add(row.line, `${name}: ${parsed.problem}`);
      continue;
    }
    levels.push({
      level,
      condition: parsed.condition,
      meaning: cell(row, 'meaning'),
      reason: reasonOf(row, name, problems),
      line: row.line,
    });
  }
  // A row that did not parse would show as a gap as well: one message for one mistake.
  return levels.length === table.rows.length ? { measure, levels, line: table.line } : undefined;
}

function measureOf(table: DocumentTable, name: string, problems: Problems): Measure | undefined {
  const others = table.headers.filter((header) => !LEVEL_COLUMNS.includes(header.toLowerCase()));
  const [header] = others;
  if (header === undefined || others.length > 1) {
    problems.add(
      table.line,
      `${name}: a table of levels has the columns Level, one measure, Meaning, Reason; this one has ${others.length === 0 ? 'no measure' : others.map((text) => `"${text}"`).join(' and ')}`,
    );
    return undefined;
  }
  const measure = measureNamed(header);
  if (!measure) {
    problems.add(
      table.line,
      `${name}: unknown measure ${didYouMean(
        header,
        MEASURES.map((known) => known.name),
      )}`,
    );
  }
  return measure;
}

function reasonOf(row: TableRow, name: string, problems: Problems): Template {
  const text = cell(row, 'reason');
  const parsed = parseTemplate(text);
  if (!text) problems.add(row.line, `${name}: a row has no reason`);
  else if ('problem' in parsed) problems.add(row.line, `${name}: ${parsed.problem}`);
  else return parsed.template;
  return SILENT;
}

function guidanceOf(document: PolicyDocument, name: string): string {
  return document.prose
    .filter(({ headings }) => headings.some((heading) => idOf(heading) === idOf(name)))
    .map(({ text }) => text)
    .join('\n\n');
}

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
