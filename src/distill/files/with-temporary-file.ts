import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileError, isSystemError } from './file-error.ts';

/** Options of {@link withTemporaryFile}. */
export interface TemporaryFileOptions {
  /**
   * Where to write before the rename; must lie on the same file system as the target. Default: a hidden
   * file with a random name beside the target.
   */
  temporaryPath?: string;
}

/**
 * Lets `fill` write a temporary file beside `path`, flushes it to the disk and renames it to `path`: readers
 * see the old file or the new one, never a part. Missing folders are made. When anything fails the
 * temporary file is removed and `path` is left as it was.
 *
 * @throws PocketRankError `FILE_FAILED` (no space, no permission, not a folder …); errors of `fill` that do
 * not come from the file system pass through.
 */
export async function withTemporaryFile(
  path: string,
  fill: (temporaryPath: string) => Promise<void>,
  options: TemporaryFileOptions = {},
): Promise<void> {
  const folder = dirname(path);
  const temporaryPath =
    options.temporaryPath ??
    join(folder, `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await mkdir(folder, { recursive: true });
    await fill(temporaryPath);
    await flush(temporaryPath);
    await rename(temporaryPath, path);
  } catch (error) {
    await rm(temporaryPath, { force: true }).catch(() => undefined);
    throw isSystemError(error) ? fileError('write', path, error) : error;
  }
  await flushFolder(folder);
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

// Makes the rename itself durable. Some systems cannot open or sync a folder; the file is whole there too.
async function flushFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    return;
  }
}
