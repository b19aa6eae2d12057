import { PocketRankError } from '../errors.ts';

/** Element types that a model file uses, as safetensors names them. */
export type ElementType = 'I8' | 'U8' | 'I32';

export interface Tensor {
  type: ElementType;
  shape: readonly number[];
  /** A view of the file's bytes for I8 and U8, a copy for I32. */
  data: Int8Array | Uint8Array | Int32Array;
}

/** A safetensors file: named tensors and string metadata. */
export interface TensorFile {
  tensors: ReadonlyMap<string, Tensor>;
  metadata: Readonly<Record<string, string>>;
}

const ELEMENT_BYTES: Readonly<Record<ElementType, number>> = { I8: 1, U8: 1, I32: 4 };
const MAX_HEADER_BYTES = 4 << 20;

/**
 * Reads a [safetensors](https://github.com/huggingface/safetensors) file: u64 header length, JSON header,
 * data without holes.
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
  const header = parseHeader(bytes.subarray(8, start));

  const tensors = new Map<string, Tensor>();
  let metadata: Record<string, string> = {};
  const spans: [from: number, to: number][] = [];
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') {
      metadata = readMetadata(entry);
      continue;
    }
    const { type, shape, from, to } = readEntry(name, entry);
    if (start + to > bytes.length) {
      fail(`tensor "${name}" is cut off (the file has ${bytes.length} of ${start + to} bytes)`);
    }
    spans.push([from, to]);
    tensors.set(name, {
      type,
      shape,
      data: viewOf(type, bytes.subarray(start + from, start + to)),
    });
  }
  checkCover(spans, bytes.length - start);
  return { tensors, metadata };
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

function readMetadata(entry: unknown): Record<string, string> {
  if (entry === null || typeof entry !== 'object' || Array.isArray(entry)) {
    fail('`__metadata__` is not an object');
  }
  for (const [key, value] of Object.entries(entry as object)) {
    if (typeof value !== 'string') fail(`metadata "${key}" is not a string`);
  }
  return entry as Record<string, string>;
}

function readEntry(
  name: string,
  entry: unknown,
): { type: ElementType; shape: number[]; from: number; to: number } {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Record<string, unknown>;
  if (typeof dtype !== 'string' || !Object.hasOwn(ELEMENT_BYTES, dtype)) {
    fail(`tensor "${name}" has the unknown element type ${String(dtype)}`);
  }
  const type = dtype as ElementType;
  const count = (list: unknown): list is number[] =>
    Array.isArray(list) && list.every((n) => Number.isSafeInteger(n) && n >= 0);
  if (!count(shape) || !count(offsets) || offsets.length !== 2) {
    fail(`tensor "${name}" has no proper shape or offsets`);
  }
  const dimensions = shape as number[];
  const [from, to] = offsets as [number, number];
  const size = dimensions.reduce((product, n) => product * n, ELEMENT_BYTES[type]);
  if (to - from !== size) {
    fail(`tensor "${name}" has ${to - from} bytes where its shape takes ${size}`);
  }
  return { type, shape: dimensions, from, to };
}

function viewOf(type: ElementType, bytes: Uint8Array): Tensor['data'] {
  if (type === 'U8') return bytes;
  if (type === 'I8') return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Int32Array.from({ length: bytes.byteLength / 4 }, (_, i) => view.getInt32(4 * i, true));
}

function fail(what: string): never {
  throw new PocketRankError('INVALID_MODEL', `Model file: ${what}.`, {
    hint: 'Fetch or distill it again.',
  });
}
