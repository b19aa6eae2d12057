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

/**
 * Views of the tensors of a [safetensors](https://github.com/huggingface/safetensors) file that is known to
 * be whole: u64 header length, JSON header, data. Anything else throws, or reads as tensors that are too
 * short; `readTensorFile` says what is wrong with it.
 */
export function viewTensors(bytes: Uint8Array): TensorFile {
  const start = 8 + viewOf(bytes).getUint32(0, true);
  const { __metadata__: metadata = {}, ...header } = JSON.parse(
    new TextDecoder().decode(bytes.subarray(8, start)),
  ) as { __metadata__?: Record<string, string> } & Record<string, HeaderEntry>;
  const tensors = new Map<string, Tensor>();
  for (const [name, entry] of Object.entries<HeaderEntry>(header)) {
    const { dtype: type, shape, data_offsets: offsets } = entry;
    const data = bytes.subarray(start + offsets[0], start + offsets[1]);
    tensors.set(name, { type, shape, data: elementsOf(type, data) });
  }
  return { tensors, metadata };
}

interface HeaderEntry {
  dtype: Tensor['type'];
  shape: number[];
  data_offsets: [from: number, to: number];
}

function elementsOf(type: Tensor['type'], bytes: Uint8Array): Tensor['data'] {
  if (type === 'U8') return bytes;
  if (type === 'I8') return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  const view = viewOf(bytes);
  return Int32Array.from({ length: bytes.length / 4 }, (_, i) => view.getInt32(4 * i, true));
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
