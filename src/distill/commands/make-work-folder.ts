import { mkdir } from 'node:fs/promises';
import { fileError } from '../files/file-error.ts';

/** Makes the folder of checkpoints, so that an impossible place is refused before any work. @throws FILE_FAILED */
export async function makeWorkFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    throw fileError('write', path, error);
  }
}
