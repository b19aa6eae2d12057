import { isScalar, LineCounter, parseDocument, visit, type Node } from 'yaml';
import { PocketRankError, type ErrorCode } from '../../core/errors.ts';
import { readFileBytes } from './read-file-bytes.ts';

/** A YAML file as a value, which still knows its lines. */
export interface YamlFile {
  path: string;
  value: unknown;
  /** The line of what lies at a path of keys and indices, or of the nearest part of that path that is there; from 1. */
  lineAt(keys: readonly (string | number)[]): number;
  /** The line of the first scalar with this value, as a key or a value; undefined where there is none. */
  lineOf(scalar: string): number | undefined;
}

/**
 * Reads a YAML file.
 *
 * @param code of the error where it is none
 * @throws FILE_FAILED, or `code` with file and line
 */
export async function readYaml(path: string, code: ErrorCode): Promise<YamlFile> {
  const text = new TextDecoder().decode(await readFileBytes(path));
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const lineOfNode = (node: unknown): number | undefined => {
    const range = (node as Partial<Node> | undefined)?.range;
    return range ? lines.linePos(range[0]).line : undefined;
  };
  const [problem] = document.errors;
  if (problem) {
    const line = problem.linePos?.[0].line ?? 1;
    const [message] = problem.message.split(/ at line \d|\n/u);
    throw new PocketRankError(code, `${path}, line ${line}: ${message}.`, { cause: problem });
  }
  return {
    path,
    value: document.toJS({ maxAliasCount: 100 }),
    lineAt(keys) {
      for (let length = keys.length; length > 0; length--) {
        const line = lineOfNode(document.getIn(keys.slice(0, length), true));
        if (line !== undefined) return line;
      }
      return 1;
    },
    lineOf(scalar) {
      let line: number | undefined;
      visit(document, {
        Scalar(_, node) {
          if (!isScalar(node) || node.value !== scalar) return undefined;
          line = lineOfNode(node);
          return visit.BREAK;
        },
      });
      return line;
    },
  };
}
