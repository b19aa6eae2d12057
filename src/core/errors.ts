/**
 * Every code that an error of this package can carry. Codes are stable: they are part of the public API
 * and may be matched on; messages are for people and may change.
 */
export type ErrorCode =
  /** An argument or option has the wrong type or an impossible value. */
  | 'INVALID_ARGUMENT'
  /** An item or profile object cannot be read (no id, not an object). */
  | 'INVALID_ITEM'
  | 'INVALID_PROFILE'
  /** A signal passed to `record` cannot be understood. */
  | 'INVALID_SIGNAL'
  /** A schema does not compile. */
  | 'INVALID_SCHEMA'
  /** A lexicon does not compile. */
  | 'INVALID_LEXICON'
  /** A schema names a protected attribute as a feature. */
  | 'PROTECTED_ATTRIBUTE'
  /** A policy document does not compile. */
  | 'INVALID_POLICY'
  /** An example of a policy does not get the grade that it states. */
  | 'POLICY_EXAMPLE_FAILED'
  /** A language model that grades refuses, fails too often, or would cost more than it may. */
  | 'GRADER_FAILED'
  /** Bytes are not a model file, or a broken one. */
  | 'INVALID_MODEL'
  /** A well-formed model that this version cannot run, or that was made for another schema. */
  | 'MODEL_MISMATCH'
  /** The model's golden inputs do not give their recorded outputs. */
  | 'CANARY_FAILED'
  /** The model could not be fetched. */
  | 'MODEL_UNREACHABLE'
  /** No engine can run here. */
  | 'NO_ENGINE'
  /** The engine failed during a ranking (for example a lost GPU device). */
  | 'ENGINE_FAILED'
  /** The reranker was used after `dispose()`. */
  | 'DISPOSED'
  /** Stored data cannot be read or written; the SDK degrades to memory by itself. */
  | 'STORAGE_FAILED'
  /** A table, or a row of one, cannot be read. */
  | 'INVALID_TABLE'
  /** A table that the command needs is missing or empty. */
  | 'MISSING_TABLE'
  /** A file cannot be read or written (not found, no permission, no space). */
  | 'FILE_FAILED'
  /** Work that needs more memory than there is. */
  | 'OUT_OF_MEMORY'
  /** An optional peer package is needed and not installed. */
  | 'MISSING_PACKAGE'
  /** The work was interrupted; run the same command again to resume. */
  | 'INTERRUPTED';

/** Options of {@link PocketRankError}. */
export interface ErrorDetails {
  /** What the reader can do about it, one sentence. */
  hint?: string;
  /** The error underneath. */
  cause?: unknown;
}

/**
 * The one error class of the package. `message` says what was wrong and where, `hint` what to do, `code`
 * is for programs.
 */
export class PocketRankError extends Error {
  /** Always `PocketRankError`, also where two copies of the package meet. */
  override readonly name = 'PocketRankError';
  /** What went wrong, for programs. */
  readonly code: ErrorCode;
  /** What to do about it, for people; where there is anything. */
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(
      details.hint ? `${message} ${details.hint}` : message,
      details.cause === undefined ? undefined : { cause: details.cause },
    );
    this.code = code;
    this.hint = details.hint;
  }
}

/** Whether `value` is an error of this package, and, if `code` is given, one with that code. */
export function isPocketRankError<Code extends ErrorCode = ErrorCode>(
  value: unknown,
  code?: Code,
): value is PocketRankError & { readonly code: Code } {
  return (
    value instanceof Error &&
    value.name === 'PocketRankError' &&
    (code === undefined || (value as PocketRankError).code === code)
  );
}
