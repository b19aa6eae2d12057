import { encodeCell, flattenRow } from './cells.ts';

/** The lines of a CSV table (RFC 4180, line feeds): the header, then one line a row. */
export function* csvLines(rows: readonly object[], delimiter: ',' | '\t' = ','): Iterable<string> {
  const whole = ambiguousPaths(rows);
  const columns = new Set<string>();
  for (const row of rows) for (const path of flattenRow(row, whole).keys()) columns.add(path);
  yield line([...columns], delimiter);
  for (const row of rows) {
    const leaves = flattenRow(row, whole);
    const cells = Array.from(columns, (path) =>
      leaves.has(path) ? encodeCell(leaves.get(path), true) : '',
    );
    yield line(cells, delimiter);
  }
}

/** Paths that are a value in one row and an object in another: they stay one column of JSON. */
function ambiguousPaths(rows: readonly object[]): Set<string> {
  const paths = new Set<string>();
  for (const row of rows) for (const path of flattenRow(row).keys()) paths.add(path);
  const ambiguous = new Set<string>();
  for (const path of paths) {
    for (let end = path.indexOf('.'); end !== -1; end = path.indexOf('.', end + 1)) {
      const parent = path.slice(0, end);
      if (paths.has(parent)) ambiguous.add(parent);
    }
  }
  return ambiguous;
}

function line(cells: readonly string[], delimiter: string): string {
  return `${cells.map(quote).join(delimiter)}\n`;
}

function quote(cell: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
