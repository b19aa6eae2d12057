import { parseDocument, type DocumentTable } from '../policy/parse-document.ts';
import { same } from '../policy/read-table.ts';

/** A line of a document and what is to stand there. */
export interface LineEdit {
  /** From 1. */
  line: number;
  text: string;
}

/** Tables of a document, so that single cells of them can be written anew. */
export interface EditableDocument {
  /** The first table under a heading. */
  tableUnder(heading: string): DocumentTable | undefined;
  /** What a cell says, as it stands in the document. */
  cell(line: number, column: string): string | undefined;
  /** The line with another text in one of its cells; undefined where there is no such cell. */
  withCell(line: number, column: string, text: string): LineEdit | undefined;
}

/** Opens a document for edits of its tables' cells. */
export function openDocument(markdown: string): EditableDocument {
  const { tables } = parseDocument(markdown);
  const lines = markdown.split('\n');

  /** The place of a column among the cells of a line, the text before the first bar being one. */
  function placeOf(line: number, column: string): number | undefined {
    const table = tables.find(({ rows }) => rows.some((row) => row.line === line));
    const at = table?.headers.findIndex((header) => same(header, column)) ?? -1;
    if (at < 0) return undefined;
    return /^\s*\|/u.test(lines[line - 1] ?? '') ? at + 1 : at;
  }

  return {
    tableUnder: (heading) => tables.find(({ headings }) => same(headings[0], heading)),
    cell(line, column) {
      const place = placeOf(line, column);
      return place === undefined ? undefined : cellsOf(lines[line - 1]!)[place]?.trim();
    },
    withCell(line, column, text) {
      const place = placeOf(line, column);
      if (place === undefined) return undefined;
      const cells = cellsOf(lines[line - 1]!);
      const old = cells[place];
      if (old === undefined) return undefined;
      // Of the same width where it fits, so that a table that was laid out by hand stays so.
      cells[place] = ` ${text} `.padEnd(old.length);
      return { line, text: cells.join('|') };
    },
  };
}

/** A document with some of its lines written anew. */
export function applyEdits(markdown: string, edits: readonly LineEdit[]): string {
  const lines = markdown.split('\n');
  for (const { line, text } of edits) lines[line - 1] = text;
  return lines.join('\n');
}

function cellsOf(line: string): string[] {
  return line.split(/(?<!\\)\|/u);
}
