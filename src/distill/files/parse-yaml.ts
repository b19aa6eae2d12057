import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Document, Node } from 'yaml';
import { PocketRankError, type ErrorCode } from '../../core/errors.ts';

/** A YAML file as a value, which still knows its lines. */
export interface YamlFile {
  path: string;
  value: unknown;
  /** The line of what lies at a path of keys and indices, or of the nearest part of that path that is there; from 1. */
  lineAt(keys: readonly PropertyKey[]): number;
  /** The line of the first scalar with this value, as a key or a value; undefined where there is none. */
  lineOf(scalar: string): number | undefined;
}

/** How a YAML text is read. */
export interface ParseYamlOptions {
  /** The file's name, for messages. */
  path: string;
  /** The code of the error where the text is no YAML. */
  code: ErrorCode;
  /** Leaves every scalar the text that it is, so that `NO` and `1` may be words. Default false. */
  textOnly?: boolean;
}

/** Deeper than any honest file. */
const MAX_DEPTH = 40;
const MAX_ALIASES = 100;

/**
 * Reads a YAML text.
 *
 * @throws `options.code` with file and line where it is none, is nested too deeply, or grows without end
 */
export function parseYaml(text: string, options: ParseYamlOptions): YamlFile {
  const { path, textOnly } = options;
  const lines = new LineCounter();
  const fail = (line: number, message: string, cause?: unknown) =>
    new PocketRankError(options.code, `${path}, line ${line}: ${message}.`, { cause });
  // The parser recurses: what is nested without end is refused before it overflows the stack.
  const deep = deepLine(text);
  if (deep > 0) throw fail(deep, 'is nested too deeply');
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
    ...(textOnly ? { schema: 'failsafe' as const } : {}),
  });
  const [problem] = document.errors;
  if (problem)
    throw fail(lineAtOffset(lines, problem.pos[0]), withoutDot(problem.message), problem);
  const badKey = findScalar(document, (value, isKey) => isKey && value === '__proto__');
  if (badKey) throw fail(lineAtOffset(lines, startOf(badKey)), '"__proto__" is no name');
  return {
    path,
    value: valueOf(document, (message, cause) => fail(1, message, cause)),
    lineAt: (keys) => lineAtOffset(lines, offsetAt(document, keys)),
    lineOf(scalar) {
      const node = findScalar(document, (value) => value === scalar);
      return node && lineAtOffset(lines, startOf(node));
    },
  };
}

/** The first line that nests deeper than any honest file, by brackets, dashes or indents; 0 where none does. */
function deepLine(text: string): number {
  let brackets = 0;
  for (const [index, line] of text.split('\n').entries()) {
    for (const character of line) {
      if (character === '[' || character === '{') brackets++;
      else if (character === ']' || character === '}') brackets = Math.max(0, brackets - 1);
      if (brackets > MAX_DEPTH) return index + 1;
    }
    const marks = /^[\s\-?:]*(?:[^\s]+:[\s\-?:]+)?/.exec(line)![0].replace(/[^-?:]/g, '');
    if (marks.length > MAX_DEPTH || line.search(/\S/) > MAX_DEPTH * 4) return index + 1;
  }
  return 0;
}

function valueOf(document: Document.Parsed, fail: (message: string, cause: unknown) => Error) {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown;
  } catch (cause) {
    throw fail(withoutDot(cause instanceof Error ? cause.message : String(cause)), cause);
  }
}

/** Where what lies at a path begins: its key, where it has one. */
function offsetAt(document: Document.Parsed, keys: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const step of keys) {
    const pair = isMap(node)
      ? node.items.find(
          (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step),
        )
      : undefined;
    node = isSeq(node) ? node.items[Number(step)] : pair?.value;
    const start = startOf(pair?.key) ?? startOf(node);
    if (start === undefined) break;
    offset = start;
  }
  return offset;
}

function findScalar(
  document: Document.Parsed,
  matches: (value: unknown, isKey: boolean) => boolean,
): Node | undefined {
  let found: Node | undefined;
  visit(document, {
    Scalar(place, node) {
      if (!matches(node.value, place === 'key')) return undefined;
      found = node;
      return visit.BREAK;
    },
  });
  return found;
}

function startOf(node: unknown): number | undefined {
  return (node as Partial<Node> | null | undefined)?.range?.[0];
}

function lineAtOffset(lines: LineCounter, offset = 0): number {
  return Math.max(1, lines.linePos(offset).line);
}

function withoutDot(message: string): string {
  return message.replace(/\.$/, '');
}
