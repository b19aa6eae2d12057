import { writeFile } from 'node:fs/promises';
import { withTemporaryFile, type TemporaryFileOptions } from './with-temporary-file.ts';

/** What a file can be written from: bytes, text (UTF-8), or a stream of either. */
export type FileContent = Uint8Array | string | AsyncIterable<Uint8Array | string>;

/**
 * Writes a whole file or nothing: to a temporary file beside `path`, flushed, then renamed over it.
 *
 * @throws PocketRankError `FILE_FAILED` with a hint when the file cannot be written; `path` is then as
 * before and no temporary file stays behind.
 */
export async function writeFileAtomic(
  path: string,
  content: FileContent,
  options: TemporaryFileOptions = {},
): Promise<void> {
  await withTemporaryFile(path, (temporaryPath) => writeFile(temporaryPath, content), options);
}
