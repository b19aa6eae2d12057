import { CommanderError } from 'commander';
import { isPocketRankError, PocketRankError } from '../../core/errors.ts';
import { fileError, isSystemError } from '../files/file-error.ts';
import { messageWithoutHint } from './message-without-hint.ts';

/** Exit codes of the command. */
export const EXIT = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** What to print for an error, and the exit code. */
export interface DescribedError {
  /** One block for stderr, ending in a line feed; empty where commander has printed already. */
  text: string;
  exitCode: number;
}

/**
 * Describes whatever a command threw: message, hint and code, never a stack trace unless `debug`. Errors
 * that are no one's fault but ours are called internal.
 */
export function describeError(error: unknown, debug: boolean): DescribedError {
  if (error instanceof CommanderError) {
    return { text: '', exitCode: error.exitCode === 0 ? EXIT.ok : EXIT.usage };
  }
  const trace = debug && error instanceof Error ? `${traceOf(error)}\n` : '';
  const known = asKnown(error);
  if (known === undefined) {
    const message = error instanceof Error ? error.message : String(error);
    const hint =
      'This is a mistake in pocketrank. Run it with POCKETRANK_DEBUG=1 and report what it prints.';
    return { text: trace + block(message, hint, 'INTERNAL'), exitCode: EXIT.failed };
  }
  return {
    text: trace + block(messageWithoutHint(known), known.hint, known.code),
    exitCode: known.code === 'INTERRUPTED' ? EXIT.interrupted : EXIT.failed,
  };
}

function asKnown(error: unknown): PocketRankError | undefined {
  if (isPocketRankError(error)) return error;
  if (isSystemError(error)) return fileError('write', error.path ?? 'a file', error);
  if (error instanceof Error && error.name === 'AbortError') {
    return new PocketRankError('INTERRUPTED', 'Stopped.');
  }
  return undefined;
}

function block(message: string, hint: string | undefined, code: string): string {
  const lines = [`error: ${message}`];
  if (hint !== undefined) lines.push(`hint:  ${hint}`);
  lines.push(`code:  ${code}`);
  return `${lines.join('\n')}\n`;
}

function traceOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by: ${traceOf(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}
