import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { PocketRankError } from '../../core/errors.ts';
import { fileError } from '../files/file-error.ts';

/**
 * Refuses a path that could not be written later, before hours of work go into what should stand there: its
 * folder must exist and be writable, and the path must not name a folder.
 *
 * @throws FILE_FAILED
 */
export async function checkOutput(path: string): Promise<void> {
  const folder = dirname(resolve(path));
  const found = await stat(folder).catch(() => undefined);
  if (found === undefined) {
    throw new PocketRankError(
      'FILE_FAILED',
      `Cannot write ${path}: there is no folder ${folder}.`,
      {
        hint: 'Make the folder first, or choose another place.',
      },
    );
  }
  if (!found.isDirectory()) {
    throw new PocketRankError('FILE_FAILED', `Cannot write ${path}: ${folder} is not a folder.`, {
      hint: 'Choose another place.',
    });
  }
  const target = await stat(path).catch(() => undefined);
  if (target?.isDirectory() === true) {
    throw fileError('write', path, Object.assign(new Error('a folder'), { code: 'EISDIR' }));
  }
  try {
    await access(folder, constants.W_OK);
    if (target !== undefined) await access(path, constants.W_OK);
  } catch (error) {
    throw fileError('write', path, error);
  }
}
