import { isPocketRankError, PocketRankError } from '../errors.ts';
import { readTensorFile, type Tensor } from './safetensors.ts';
import { writeTensorFile } from './write-safetensors.ts';

/** The value of metadata `format` in every file of residuals. */
export const RESIDUALS_FORMAT = 'pocketrank-residuals';
/** The format's latest version, of files that say who chooses items; without that it is 1. A reader takes both. */
export const RESIDUALS_VERSION = 2;

/** What a log says of items beyond their content, to be added to their codes; good for one model file. */
export interface Residuals {
  /** SHA-256 of the model file, lowercase hexadecimal. */
  modelHash: string;
  /** Length of a residual, that of the model's dense codes. */
  width: number;
  /** Length of what says who chooses an item, as the model's codes have room for; 0 where left out: nothing does. */
  togetherBytes?: number;
  /** By item key: `width` integers in the units of a dense code, then `togetherBytes` integers. */
  byItem: ReadonlyMap<string, Int8Array>;
}

/** Writes a file of residuals as SPEC.md states it. The same residuals give the same bytes. */
export function writeResiduals(residuals: Residuals): Uint8Array {
  const { modelHash, width, togetherBytes = 0, byItem } = residuals;
  const keys = new TextEncoder().encode(JSON.stringify([...byItem.keys()]));
  const tensors = new Map<string, Tensor>([
    ['items', { type: 'U8', shape: [keys.length], data: keys }],
    ['residuals', columns(residuals, 0, width)],
  ]);
  if (togetherBytes > 0) tensors.set('together', columns(residuals, width, width + togetherBytes));
  const version = String(togetherBytes > 0 ? RESIDUALS_VERSION : 1);
  return writeTensorFile({
    tensors,
    metadata: { format: RESIDUALS_FORMAT, version, model: modelHash },
  });
}

/** Some of each item's integers. */
function columns({ byItem }: Residuals, from: number, to: number): Tensor {
  const data = new Int8Array(byItem.size * (to - from));
  let at = 0;
  for (const own of byItem.values()) {
    data.set(own.subarray(from, to), at);
    at += to - from;
  }
  return { type: 'I8', shape: [byItem.size, to - from], data };
}

/**
 * Reads a file of residuals, checking everything.
 *
 * @throws INVALID_MODEL for broken bytes; MODEL_MISMATCH for another format or version
 */
export function readResiduals(bytes: Uint8Array): Residuals {
  const { tensors, metadata } = openFile(bytes);
  const { version } = metadata;
  if (
    metadata.format !== RESIDUALS_FORMAT ||
    !['1', String(RESIDUALS_VERSION)].includes(version!)
  ) {
    throw new PocketRankError(
      'MODEL_MISMATCH',
      `Residuals: the format is ${JSON.stringify(metadata.format ?? null)}, version ${version ?? 'unknown'}, not "${RESIDUALS_FORMAT}", version 1 or ${RESIDUALS_VERSION}.`,
      { hint: 'Take the file that `pocketrank distill` wrote beside the model.' },
    );
  }
  const modelHash = metadata.model ?? '';
  if (!/^[0-9a-f]{64}$/.test(modelHash)) fail('metadata "model" is not a SHA-256');
  const keys = readKeys(tensors.get('items'));
  const residuals = readColumns(tensors, 'residuals', keys.length);
  const together =
    version === '1'
      ? { width: 0, data: new Int8Array() }
      : readColumns(tensors, 'together', keys.length);
  const { width } = residuals;
  const togetherBytes = together.width;
  const byItem = new Map<string, Int8Array>();
  for (const [i, key] of keys.entries()) {
    const own = new Int8Array(width + togetherBytes);
    own.set(residuals.data.subarray(i * width, (i + 1) * width));
    own.set(together.data.subarray(i * togetherBytes, (i + 1) * togetherBytes), width);
    byItem.set(key, own);
  }
  if (byItem.size < keys.length) fail('an item stands twice');
  return { modelHash, width, togetherBytes, byItem };
}

/** A tensor of some integers an item. */
function readColumns(
  tensors: ReadonlyMap<string, Tensor>,
  name: string,
  items: number,
): { width: number; data: Int8Array } {
  const tensor = tensors.get(name);
  if (tensor?.type !== 'I8' || tensor.shape.length !== 2) {
    fail(`the tensor "${name}" of type I8 with two dimensions is missing`);
  }
  const [count, width] = tensor.shape as [number, number];
  if (count !== items) fail(`there are ${count} ${name} of ${items} items`);
  return { width, data: tensor.data as Int8Array };
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
