import { gunzipSync } from 'node:zlib';
import { PocketRankError } from '../../../core/errors.ts';
import { readFileBytes } from '../../../distill/files/read-file-bytes.ts';

/**
 * Reads JSON Lines, gzipped or not.
 *
 * @param read gives what a row means, undefined where it is none
 * @param what a row has to be, in words of the error
 * @throws FILE_FAILED; INVALID_TABLE naming the line
 */
export async function readRows<T>(
  path: string,
  what: string,
  read: (row: Readonly<Record<string, unknown>>) => T | undefined,
): Promise<T[]> {
  const rows: T[] = [];
  for (const [i, line] of (await readText(path)).split('\n').entries()) {
    if (line.trim() === '') continue;
    let row: unknown;
    try {
      row = JSON.parse(line);
    } catch {
      row = undefined;
    }
    const value = read((row ?? {}) as Record<string, unknown>);
    if (value === undefined) {
      throw new PocketRankError('INVALID_TABLE', `${path}, line ${i + 1}: not ${what}.`, {
        hint: 'Each line is a JSON object with a key, and with titles.',
      });
    }
    rows.push(value);
  }
  return rows;
}

async function readText(path: string): Promise<string> {
  const bytes = await readFileBytes(path);
  const isZip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    return new TextDecoder().decode(isZip ? gunzipSync(bytes) : bytes);
  } catch (cause) {
    throw new PocketRankError('INVALID_TABLE', `${path} is a broken gzip file.`, {
      hint: 'Copy it again.',
      cause,
    });
  }
}

/** The strings of a list. */
export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
