import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { PocketRankError } from '../../core/errors.ts';
import { fileError, isSystemError } from '../files/file-error.ts';

/**
 * The bytes of a file as a stream, unpacked where it is gzipped.
 *
 * Node's gunzip notices what DuckDB 1.5 reads without a word: a file that was cut off.
 *
 * @throws PocketRankError `FILE_FAILED` when the file cannot be read or is none, `INVALID_TABLE` when the gzip
 * stream is broken or cut off
 */
export async function* openBytes(path: string, gzipped: boolean): AsyncIterable<Uint8Array> {
  await requireFile(path);
  const file = createReadStream(path);
  const stream = gzipped ? file.pipe(createGunzip()) : file;
  // pipe() does not carry errors over: a file that cannot be read must end the reader too.
  if (stream !== file) file.on('error', (error) => stream.destroy(error));
  try {
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    if (isSystemError(error)) throw fileError('read', path, error);
    const reason = error instanceof Error ? error.message : String(error);
    throw new PocketRankError('INVALID_TABLE', `${path} is not a whole gzip file (${reason}).`, {
      hint: 'Make or copy the file again.',
      cause: error,
    });
  } finally {
    file.destroy();
  }
}

/**
 * Refuses what is no regular file. A named pipe would be waited for without end, and tables are read more than once.
 *
 * @throws PocketRankError `FILE_FAILED`
 */
export async function requireFile(path: string): Promise<void> {
  const entry = await stat(path).catch((error: unknown) => {
    throw fileError('read', path, error);
  });
  if (entry.isFile()) return;
  const what = entry.isFIFO()
    ? 'a named pipe'
    : entry.isDirectory()
      ? 'a folder'
      : entry.isSocket()
        ? 'a socket'
        : 'a device';
  throw new PocketRankError('FILE_FAILED', `Cannot read ${path}: it is ${what}, not a file.`, {
    hint: 'Tables are read more than once: write it to a file first.',
  });
}
