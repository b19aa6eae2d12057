import stringWidth from 'string-width';

/** A column of a printed table. */
export interface Column {
  title: string;
  /** Default `left`; numbers read best `right`. */
  align?: 'left' | 'right';
}

/** What text is printed to: `process.stdout`, or anything with a `write`. */
export interface TextSink {
  write(text: string): unknown;
}

const GAP = '  ';

/**
 * Lays out rows under column titles: aligned by display width (a Korean letter is two columns wide), a rule
 * under the titles, no frame, no colour, no spaces at line ends. Ends in a line feed.
 *
 * @param rows one text a column; missing cells are blank.
 */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string {
  const titles = columns.map(({ title }) => title);
  const widths = columns.map((_, i) =>
    Math.max(...[titles, ...rows].map((row) => stringWidth(row[i] ?? ''))),
  );
  const layOut = (row: readonly string[]) =>
    columns
      .map(({ align }, i) => pad(row[i] ?? '', widths[i] as number, align))
      .join(GAP)
      .trimEnd();
  const rule = '─'.repeat(widths.reduce((sum, width) => sum + width + GAP.length, -GAP.length));
  return [layOut(titles), rule, ...rows.map(layOut), ''].join('\n');
}

/** Prints {@link renderTable}. */
export function printTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  stream: TextSink = process.stdout,
): void {
  stream.write(renderTable(columns, rows));
}

function pad(cell: string, width: number, align: Column['align'] = 'left'): string {
  const space = ' '.repeat(width - stringWidth(cell));
  return align === 'right' ? space + cell : cell + space;
}
