import { readFile } from 'node:fs/promises';
import { fileError } from './file-error.ts';

/**
 * Reads a whole file.
 *
 * @throws PocketRankError `FILE_FAILED` when it does not exist or cannot be read.
 */
export async function readFileBytes(path: string): Promise<Uint8Array> {
  try {
    const buffer = await readFile(path);
    return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  } catch (error) {
    throw fileError('read', path, error);
  }
}
