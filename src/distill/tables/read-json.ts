import { TextDecoder } from 'node:util';
import { PocketRankError } from '../../core/errors.ts';
import { openBytes } from './open-bytes.ts';
import type { RawRow, RawRows } from './raw-row.ts';
import { createArraySplitter } from './split-array.ts';

/**
 * Reads a JSON document as a stream: the elements of its array, each with the line on which it starts, or the one
 * value that it holds. An element that is no JSON is a broken row; what follows it is read.
 *
 * @throws PocketRankError `FILE_FAILED`, or `INVALID_TABLE` for a broken gzip stream, and for a document that ends
 * before its array does or goes on behind it
 */
export async function* readJson(path: string, gzipped: boolean): RawRows {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const splitter = createArraySplitter((line, problem, hint) => {
    throw new PocketRankError('INVALID_TABLE', `${path}:${line}: ${problem}.`, { hint });
  });
  for await (const chunk of openBytes(path, gzipped)) {
    const rows = splitter.push(chunk).map((piece) => parsePiece(decoder, piece));
    if (rows.length > 0) yield rows;
  }
  const rows = splitter.end().map((piece) => parsePiece(decoder, piece));
  if (rows.length > 0) yield rows;
}

function parsePiece(
  decoder: TextDecoder,
  { line, bytes }: { line: number; bytes: Uint8Array },
): RawRow {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return { line, problem: 'not UTF-8 text' };
  }
  try {
    return { line, value: JSON.parse(text) as unknown };
  } catch (error) {
    return { line, problem: `not JSON: ${(error as Error).message}` };
  }
}
