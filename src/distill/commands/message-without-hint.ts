import type { PocketRankError } from '../../core/errors.ts';

/** The message of an error without the hint that the error class appends to it. */
export function messageWithoutHint({ message, hint }: PocketRankError): string {
  const text =
    hint !== undefined && message.endsWith(hint) ? message.slice(0, -hint.length) : message;
  return text.trimEnd();
}
