import { isPocketRankError, PocketRankError } from '../../core/errors.ts';
import { readResiduals } from '../../core/format/residuals.ts';
import { checkResiduals } from '../../core/student/residual-encoder.ts';
import { readFileBytes } from '../files/read-file-bytes.ts';
import { messageWithoutHint } from './message-without-hint.ts';
import type { ModelFile } from './read-model-file.ts';

/**
 * Reads a file of residuals of a model, by item key; none where no file is named.
 *
 * @throws FILE_FAILED, INVALID_MODEL, MODEL_MISMATCH, naming the file
 */
export async function readResidualsFile(
  path: string | undefined,
  { student, hash }: ModelFile,
): Promise<ReadonlyMap<string, Int8Array>> {
  if (path === undefined) return new Map();
  const bytes = await readFileBytes(path);
  try {
    const residuals = readResiduals(bytes);
    checkResiduals(residuals, student, hash);
    return residuals.byItem;
  } catch (error) {
    if (!isPocketRankError(error)) throw error;
    const { code, hint } = error;
    const message = messageWithoutHint(error).replace(/^Residuals: /, '');
    throw new PocketRankError(code, `${path}: ${message}`, {
      ...(hint === undefined ? {} : { hint }),
      cause: error,
    });
  }
}
