import { PocketRankError } from '../../core/errors.ts';

const HINTS: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full: free some space, or choose another place, and run the command again.',
  EDQUOT: 'The disk quota is used up: free some space, or choose another place.',
  EFBIG: 'The file is larger than this system allows.',
  EACCES: 'Check the permissions of the file and of its folder.',
  EPERM: 'Check the permissions of the file and of its folder.',
  EROFS: 'The file system is read-only: choose another place.',
  ENOENT: 'Check the path.',
  EEXIST: 'A part of the path is a file, not a folder: check the path.',
  ENOTDIR: 'A part of the path is a file, not a folder: check the path.',
  EISDIR: 'The path names a folder: name a file.',
  EMFILE: 'Too many files are open: raise the limit (ulimit -n).',
};

/**
 * Turns an error of the file system into a `FILE_FAILED` error that names the path and says what to do.
 *
 * @param verb what was tried, as in `Cannot <verb> <path>`.
 */
export function fileError(verb: 'read' | 'write', path: string, cause: unknown): PocketRankError {
  const code = (cause as NodeJS.ErrnoException | undefined)?.code;
  const hint = code === undefined ? undefined : HINTS[code];
  const reason = code ?? (cause instanceof Error ? cause.message : String(cause));
  return new PocketRankError('FILE_FAILED', `Cannot ${verb} ${path} (${reason}).`, {
    ...(hint === undefined ? {} : { hint }),
    cause,
  });
}

/** Whether `error` comes from the operating system (it carries an `errno` code such as `ENOENT`). */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException & { code: string } {
  return (
    error instanceof Error &&
    typeof (error as NodeJS.ErrnoException).code === 'string' &&
    typeof (error as NodeJS.ErrnoException).syscall === 'string'
  );
}
