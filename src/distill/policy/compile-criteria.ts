import { checkLevels } from './check-levels.ts';
import type { Measure } from './measure.ts';
import { parseCondition } from './parse-condition.ts';
import type { DocumentTable, PolicyDocument } from './parse-document.ts';
import type { Criterion, Level } from './policy.ts';
import { didYouMean } from './problems.ts';
import type { Problems } from './problems.ts';
import { cell, gradeOf, idOf, plainNumber, reasonOf, same, tableUnder } from './read-table.ts';
import type { PolicyVocabulary } from './vocabulary.ts';

const LEVEL_COLUMNS: ReadonlySet<string> = new Set(['level', 'meaning', 'reason', 'note']);

/** Reads the table of criteria with each one's own section and table of levels. */
export function compileCriteria(
  document: PolicyDocument,
  vocabulary: PolicyVocabulary,
  problems: Problems,
): Criterion[] {
  const table = tableUnder(document, 'Criteria', ['Criterion', 'Weight', 'Evidence'], problems);
  if (!table) return [];
  const names = new Map<string, string>();
  const criteria: Criterion[] = [];
  const owners = sectionOwners(document, table);
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
    const section = compileSection(owners.get(id) ?? [], name, row.line, vocabulary, problems);
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

/** The tables of levels by the id of the criterion whose heading is the nearest above them. */
function sectionOwners(
  document: PolicyDocument,
  criteria: DocumentTable,
): Map<string, DocumentTable[]> {
  const owners = new Map<string, DocumentTable[]>();
  for (const row of criteria.rows) owners.set(idOf(cell(row, 'criterion')), []);
  for (const table of document.tables) {
    if (!table.headers.some((header) => same(header, 'level'))) continue;
    const owner = table.headings.map(idOf).find((id) => owners.has(id));
    if (owner !== undefined) owners.get(owner)?.push(table);
  }
  return owners;
}

function compileSection(
  tables: readonly DocumentTable[],
  name: string,
  line: number,
  vocabulary: PolicyVocabulary,
  problems: Problems,
): Section | undefined {
  const [table, second] = tables;
  if (!table) {
    problems.add(line, `${name}: no section with this heading has a table of levels`);
    return undefined;
  }
  if (second)
    problems.add(second.line, `duplicate criterion: ${name} has a second table of levels`);
  const measure = measureOf(table, name, vocabulary, problems);
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
      reason: reasonOf(row, name, vocabulary.placeholders, problems),
      line: row.line,
    });
  }
  // A row that did not parse would show as a gap as well: one message for one mistake.
  return levels.length === table.rows.length ? { measure, levels, line: table.line } : undefined;
}

function measureOf(
  table: DocumentTable,
  name: string,
  { book }: PolicyVocabulary,
  problems: Problems,
): Measure | undefined {
  const others = table.headers.filter((header) => !LEVEL_COLUMNS.has(header.toLowerCase()));
  const [header] = others;
  if (header === undefined || others.length > 1) {
    problems.add(
      table.line,
      `${name}: a table of levels has the columns Level, one measure, Meaning, Reason; this one has ${others.length === 0 ? 'no measure' : others.map((text) => `"${text}"`).join(' and ')}`,
    );
    return undefined;
  }
  const measure = book.named(header);
  if (!measure) problems.add(table.line, `${name}: ${book.unknown(header)}`);
  else if (measure.isForLimitsAlone) {
    problems.add(
      table.line,
      `${name}: ${measure.name} rests on a protected attribute, which may serve hard limits alone`,
    );
  }
  return measure;
}

function guidanceOf(document: PolicyDocument, name: string): string {
  return document.prose
    .filter(({ headings }) => headings.some((heading) => idOf(heading) === idOf(name)))
    .map(({ text }) => text)
    .join('\n\n');
}
