import { PocketRankError, type ErrorCode } from '../core/errors.ts';
import type { Refused, RefusalDetails } from './refusal-words.ts';

/**
 * The error for something that a caller handed over. Its words are a chunk of their own: they are wanted while a
 * page is being written, and hardly ever after. Where they cannot be fetched (the page is offline) the error
 * still has its code and says where, or what `details` say.
 */
export async function refusalOf(
  code: ErrorCode,
  what: Refused,
  value: unknown,
  details: RefusalDetails = {},
): Promise<PocketRankError> {
  const { index, cause, message: stated } = details;
  const words = await import('./refusal-words.ts').catch(() => undefined);
  const [message, hint] = words?.refusalWords(what, value, details) ?? [
    stated ?? `\`${what}\` is wrong${index === undefined ? '' : `, at index ${index}`}.`,
    '',
  ];
  return new PocketRankError(code, message, { hint, cause });
}
