import { PocketRankError } from '../errors.ts';
import { fileChecksum } from './checksum.ts';
import { viewTensors, type ElementType, type TensorFile } from './tensor-views.ts';

export type { ElementType, Tensor, TensorFile } from './tensor-views.ts';

const ELEMENT_BYTES: Readonly<Record<ElementType, number>> = { I8: 1, U8: 1, I32: 4 };
const MAX_HEADER_BYTES = 4 << 20;

/**
 * Reads a [safetensors](https://github.com/huggingface/safetensors) file after checking that it is one, whole
 * and without holes, and that its bytes have the checksum that it states, if it states one.
 *
 * @throws INVALID_MODEL saying what is wrong and where
 */
export function readTensorFile(bytes: Uint8Array): TensorFile {
  if (bytes.length < 8) fail(`it has ${bytes.length} bytes, fewer than the header's length takes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = view.getUint32(0, true);
  if (view.getUint32(4, true) !== 0 || headerBytes > MAX_HEADER_BYTES) {
    fail('it does not start with the length of a safetensors header');
  }
  const start = 8 + headerBytes;
  if (start > bytes.length) {
    fail(`it is cut off inside its header (${bytes.length} of at least ${start} bytes)`);
  }
  const { __metadata__: metadata, ...header } = parseHeader(bytes.subarray(8, start));
  if (metadata !== undefined) checkMetadata(metadata);
  const spans: [from: number, to: number][] = [];
  for (const [name, entry] of Object.entries(header)) {
    const [from, to] = checkEntry(name, entry);
    if (start + to > bytes.length) {
      fail(`tensor "${name}" is cut off (the file has ${bytes.length} of ${start + to} bytes)`);
    }
    spans.push([from, to]);
  }
  checkCover(spans, bytes.length - start);
  checkBytes(bytes, (metadata ?? {}) as Record<string, string>);
  return viewTensors(bytes);
}

/** Files of earlier versions of this package state no checksum. */
function checkBytes(bytes: Uint8Array, { checksum }: Record<string, string>): void {
  if (checksum !== undefined && checksum !== fileChecksum(bytes)) {
    fail('its bytes are damaged: they do not have the checksum that it states');
  }
}

/** Tensors neither overlap nor leave bytes between them. */
function checkCover(spans: [from: number, to: number][], length: number): void {
  let covered = 0;
  for (const [from, to] of spans.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    if (from !== covered) fail(`its tensors overlap or leave a hole at data byte ${covered}`);
    covered = to;
  }
  if (covered !== length) fail(`its tensors cover ${covered} of ${length} data bytes`);
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new PocketRankError('INVALID_MODEL', 'Model file: its header is not JSON.', { cause });
  }
  if (header === null || typeof header !== 'object' || Array.isArray(header)) {
    fail('its header is not a JSON object');
  }
  return header as Record<string, unknown>;
}

function checkMetadata(entry: unknown): void {
  if (entry === null || typeof entry !== 'object' || Array.isArray(entry)) {
    fail('`__metadata__` is not an object');
  }
  for (const [key, value] of Object.entries(entry as object)) {
    if (typeof value !== 'string') fail(`metadata "${key}" is not a string`);
  }
}

/** Returns where the data of a tensor lies. */
function checkEntry(name: string, entry: unknown): [from: number, to: number] {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Record<string, unknown>;
  if (typeof dtype !== 'string' || !Object.hasOwn(ELEMENT_BYTES, dtype)) {
    fail(`tensor "${name}" has the unknown element type ${String(dtype)}`);
  }
  const count = (list: unknown): list is number[] =>
    Array.isArray(list) && list.every((n) => Number.isSafeInteger(n) && n >= 0);
  if (!count(shape) || !count(offsets) || offsets.length !== 2) {
    fail(`tensor "${name}" has no proper shape or offsets`);
  }
  const [from, to] = offsets as [number, number];
  const size = (shape as number[]).reduce(
    (n, length) => n * length,
    ELEMENT_BYTES[dtype as ElementType],
  );
  if (to - from !== size) {
    fail(`tensor "${name}" has ${to - from} bytes where its shape takes ${size}`);
  }
  return [from, to];
}

function fail(what: string): never {
  throw new PocketRankError('INVALID_MODEL', `Model file: ${what}.`, {
    hint: 'Fetch or distill it again.',
  });
}
