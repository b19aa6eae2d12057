import type { Nodes, Table } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { parseMarkdown } from './parse-markdown.ts';

/** A table's row: the texts of its cells by header, in lower case. */
export interface TableRow {
  line: number;
  cells: ReadonlyMap<string, string>;
}

export interface DocumentTable {
  line: number;
  /** Header texts as written. */
  headers: readonly string[];
  rows: readonly TableRow[];
  /** Headings above it, the nearest first. */
  headings: readonly string[];
}

export interface DocumentCode {
  /** Line of the first line of code. */
  line: number;
  language: string;
  text: string;
  headings: readonly string[];
}

/** A paragraph or list of a section. */
export interface DocumentProse {
  text: string;
  headings: readonly string[];
}

/** What a policy document holds, in its order. */
export interface PolicyDocument {
  title: string;
  headings: readonly { text: string; line: number }[];
  tables: readonly DocumentTable[];
  codes: readonly DocumentCode[];
  prose: readonly DocumentProse[];
}

/** Reads GitHub-flavoured Markdown into headings, tables, code blocks and prose. Any text is Markdown: it never fails. */
export function parseDocument(markdown: string): PolicyDocument {
  const root = parseMarkdown(markdown);
  const headings: { text: string; line: number }[] = [];
  const tables: DocumentTable[] = [];
  const codes: DocumentCode[] = [];
  const prose: DocumentProse[] = [];
  let title = '';
  const path: { depth: number; text: string }[] = [];
  for (const node of root.children) {
    const above = path.map(({ text }) => text).reverse();
    if (node.type === 'heading') {
      const text = headingText(toString(node));
      if (node.depth === 1 && !title) title = text;
      headings.push({ text, line: lineOf(node) });
      while ((path[path.length - 1]?.depth ?? 0) >= node.depth) path.pop();
      path.push({ depth: node.depth, text });
    } else if (node.type === 'table') tables.push(readTable(node, above));
    else if (node.type === 'code') {
      codes.push({
        line: lineOf(node) + 1,
        language: (node.lang ?? '').toLowerCase(),
        text: node.value,
        headings: above,
      });
    } else {
      const text = cellText(toString(node));
      if (text) prose.push({ text, headings: above });
    }
  }
  return { title: title || 'Policy', headings, tables, codes, prose };
}

function readTable(table: Table, headings: readonly string[]): DocumentTable {
  const [head, ...rest] = table.children;
  const headers = (head?.children ?? []).map((cell) => cellText(toString(cell)));
  const rows = rest.map((row) => ({
    line: lineOf(row),
    cells: new Map(
      headers.map((header, i) => [header.toLowerCase(), cellText(toString(row.children[i]))]),
    ),
  }));
  return { line: lineOf(table), headers, rows, headings };
}

function lineOf(node: Nodes): number {
  return node.position?.start.line ?? 1;
}

function cellText(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/** A heading without its number ("4.2 Skills" is "Skills"). */
function headingText(text: string): string {
  return cellText(text).replace(/^\d+(?:\.\d+)*[.)]?\s+/u, '');
}
