import type { Heading, RootContent, Table } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { parseMarkdown } from '../policy/parse-markdown.ts';
import type { Policy, PolicyExample } from '../policy/policy.ts';

/** Columns that tell people of a grade, and notes to editors: no grade depends on them. */
const UNREAD_COLUMNS = new Set(['reason', 'note']);
/** What a section for editors is called. */
const FOR_EDITORS = /\bedit(?:ing|s)?\b/iu;
/** Of the examples, those of each grade. */
const EXAMPLES_PER_GRADE = 1;

/** A heading, and what stands right below it. */
interface Section {
  heading: string;
  depth: number;
  parts: string[];
  isDropped: boolean;
}

/**
 * What a grader who reads needs of a policy, as Markdown: grades, principles, criteria with their levels, limits,
 * caps and hard cases in the document's own words; what the compiler and editors read (how to edit, the table of
 * measures, reasons, padding) is left out, and of the examples the shortest of each grade is kept. What the measure
 * of a criterion means stands with its table.
 */
export function graderDocument(policy: Policy): string {
  const sections: Section[] = [];
  let editorsDepth = Infinity;
  for (const node of parseMarkdown(policy.markdown).children) {
    if (node.type === 'heading') {
      if (node.depth <= editorsDepth) editorsDepth = Infinity;
      if (node.depth <= 2 && FOR_EDITORS.test(toString(node))) editorsDepth = node.depth;
      sections.push(sectionOf(node, editorsDepth !== Infinity));
    } else if (sections.length > 0) addPart(sections[sections.length - 1]!, node, policy);
  }
  const kept = sections.filter(({ isDropped }) => !isDropped);
  return [...withoutEmpty(kept).map(writeSection), ...writeExamples(policy)].join('\n\n');
}

function sectionOf(node: Heading, isDropped: boolean): Section {
  return { heading: toString(node), depth: node.depth, parts: [], isDropped };
}

function addPart(section: Section, node: RootContent, policy: Policy): void {
  // The words around an example are about what is left out with it.
  if (node.type === 'code' && node.lang?.toLowerCase() === 'json') section.isDropped = true;
  else if (node.type === 'table') section.parts.push(...compactTable(node, policy));
  else {
    const { start, end } = node.position!;
    section.parts.push(policy.markdown.slice(start.offset, end.offset));
  }
}

/** A table without padding and without what a grader does not read; before it, what its measure means. */
function compactTable(table: Table, { criteria }: Policy): string[] {
  const [head, ...rows] = table.children.map((row) =>
    row.children.map((cell) => toString(cell).replaceAll(/\s+/gu, ' ').trim()),
  );
  if (head === undefined) return [];
  const lower = head.map((text) => text.toLowerCase());
  if (lower.includes('measure') && lower.includes('known')) return [];
  const used = lower.flatMap((text, i) => (UNREAD_COLUMNS.has(text) ? [] : [i]));
  const write = (row: readonly string[]): string =>
    `| ${used.map((i) => row[i]?.replaceAll('|', String.raw`\|`) ?? '').join(' | ')} |`;
  const text = [write(head), write(head.map(() => '---')), ...rows.map(write)].join('\n');
  const measure = criteria.find(
    (criterion) => lower.includes('level') && lower.includes(criterion.measure.name.toLowerCase()),
  )?.measure;
  return measure?.description ? [`${measure.name}: ${measure.description}`, text] : [text];
}

/** Leaves out headings below which nothing is left. */
function withoutEmpty(sections: readonly Section[]): Section[] {
  return sections.filter((section, i) => {
    if (section.parts.length > 0) return true;
    for (const below of sections.slice(i + 1)) {
      if (below.depth <= section.depth) return false;
      if (below.parts.length > 0) return true;
    }
    return false;
  });
}

function writeSection({ heading, depth, parts }: Section): string {
  return [`${'#'.repeat(depth)} ${heading}`, ...parts].join('\n\n');
}

function writeExamples({ examples }: Policy): string[] {
  const chosen = ([0, 1, 2, 3, 4, 'ungraded'] as const).flatMap((grade) =>
    examples
      .filter((example) => example.grade === grade)
      .map((example) => ({ grade, example, text: writeExample(example) }))
      .sort((a, b) => a.text.length - b.text.length)
      .slice(0, EXAMPLES_PER_GRADE),
  );
  if (chosen.length === 0) return [];
  const lines = chosen.map(({ text, example }) => `${example.name}: ${text}`);
  return [`## Examples of each grade\n\n${lines.join('\n\n')}`];
}

function writeExample({ profile, item, grade }: PolicyExample): string {
  return JSON.stringify({ profile, item, grade: grade === 'ungraded' ? null : grade });
}
