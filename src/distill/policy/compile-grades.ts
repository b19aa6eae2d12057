import type { PolicyDocument } from './parse-document.ts';
import type { GradeBand } from './policy.ts';
import type { Problems } from './problems.ts';
import { cell, gradeOf, plainNumber, tableUnder } from './read-table.ts';

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
