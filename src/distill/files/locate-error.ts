import { PocketRankError } from '../../core/errors.ts';

/** An error again, with the file and the line that it speaks of before its message. */
export function locateError(error: PocketRankError, path: string, line: number): PocketRankError {
  const { code, hint } = error;
  const message = hint === undefined ? error.message : error.message.slice(0, -hint.length - 1);
  return new PocketRankError(code, `${path}, line ${line}: ${message}`, {
    ...(hint === undefined ? {} : { hint }),
    cause: error,
  });
}
