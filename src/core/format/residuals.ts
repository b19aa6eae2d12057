import { isPocketRankError, PocketRankError } from '../errors.ts';
import { readTensorFile, type Tensor } from './safetensors.ts';
import { writeTensorFile } from './write-safetensors.ts';

/** The value of metadata `format` in every file of residuals. */
export const RESIDUALS_FORMAT = 'pocketrank-residuals';
/** The format's version: a reader takes this one and refuses others. */
export const RESIDUALS_VERSION = 1;

/** What a log says of items beyond their content, to be added to their codes; good for one model file. */
export interface Residuals {
  /** SHA-256 of the model file, lowercase hexadecimal. */
  modelHash: string;
  /** Length of a residual, that of the model's dense codes. */
  width: number;
  /** By item key: `width` integers in the units of a dense code. */
  byItem: ReadonlyMap<string, Int8Array>;
}

/** Writes a file of residuals as SPEC.md states it. The same residuals give the same bytes. */
export function writeResiduals({ modelHash, width, byItem }: Residuals): Uint8Array {
  const keys = new TextEncoder().encode(JSON.stringify([...byItem.keys()]));
  const values = new Int8Array(byItem.size * width);
  let at = 0;
  for (const residual of byItem.values()) {
    values.set(residual, at);
    at += width;
  }
  return writeTensorFile({
    tensors: new Map<string, Tensor>([
      ['items', { type: 'U8', shape: [keys.length], data: keys }],
      ['residuals', { type: 'I8', shape: [byItem.size, width], data: values }],
    ]),
    metadata: { format: RESIDUALS_FORMAT, version: String(RESIDUALS_VERSION), model: modelHash },
  });
}

/**
 * Reads a file of residuals, checking everything.
 *
 * @throws INVALID_MODEL for broken bytes; MODEL_MISMATCH for another format or version
 */
export function readResiduals(bytes: Uint8Array): Residuals {
  const { tensors, metadata } = openFile(bytes);
  if (metadata.format !== RESIDUALS_FORMAT || metadata.version !== String(RESIDUALS_VERSION)) {
    throw new PocketRankError(
      'MODEL_MISMATCH',
      `Residuals: the format is ${JSON.stringify(metadata.format ?? null)}, version ${metadata.version ?? 'unknown'}, not "${RESIDUALS_FORMAT}", version ${RESIDUALS_VERSION}.`,
      { hint: 'Take the file that `pocketrank distill` wrote beside the model.' },
    );
  }
  const modelHash = metadata.model ?? '';
  if (!/^[0-9a-f]{64}$/.test(modelHash)) fail('metadata "model" is not a SHA-256');
  const values = tensors.get('residuals');
  const keys = readKeys(tensors.get('items'));
  if (values?.type !== 'I8' || values.shape.length !== 2) {
    fail('the tensor "residuals" of type I8 with two dimensions is missing');
  }
  const [count, width] = values.shape as [number, number];
  if (count !== keys.length) fail(`there are ${count} residuals of ${keys.length} items`);
  const byItem = new Map<string, Int8Array>();
  for (const [i, key] of keys.entries()) {
    byItem.set(key, (values.data as Int8Array).subarray(i * width, (i + 1) * width));
  }
  if (byItem.size < count) fail('an item stands twice');
  return { modelHash, width, byItem };
}

function openFile(bytes: Uint8Array): ReturnType<typeof readTensorFile> {
  try {
    return readTensorFile(bytes);
  } catch (cause) {
    if (!isPocketRankError(cause)) throw cause;
    const message = cause.message.replace(/^Model file: /, 'Residuals: ');
    throw new PocketRankError(cause.code, message, { cause });
  }
}

function readKeys(tensor: Tensor | undefined): string[] {
  if (tensor?.type !== 'U8') fail('the tensor "items" of type U8 is missing');
  let keys: unknown;
  try {
    keys = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(tensor.data as Uint8Array));
  } catch {
    fail('the tensor "items" is not JSON');
  }
  if (!Array.isArray(keys) || !keys.every((key) => typeof key === 'string')) {
    fail('the tensor "items" is not a list of keys');
  }
  return keys as string[];
}

function fail(what: string): never {
  throw new PocketRankError('INVALID_MODEL', `Residuals: ${what}.`, {
    hint: 'Distill again, or fetch the file again.',
  });
}
