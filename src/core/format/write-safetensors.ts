import { CHECKSUM_START, fileChecksum, NO_CHECKSUM } from './checksum.ts';
import type { TensorFile } from './safetensors.ts';

/**
 * Writes a safetensors file. Tensors stand in the map's order, I32 ones first so that each starts at a
 * multiple of 4; the header is padded with spaces to a multiple of 8. The metadata start with a checksum of the
 * file, whatever they say of one. The same content gives the same bytes.
 */
export function writeTensorFile(file: TensorFile): Uint8Array {
  const entries = [...file.tensors].sort(
    ([, a], [, b]) => Number(b.type === 'I32') - Number(a.type === 'I32'),
  );
  const { checksum: _, ...metadata } = file.metadata;
  const header: Record<string, unknown> = {
    __metadata__: { checksum: NO_CHECKSUM, ...metadata },
  };
  let offset = 0;
  for (const [name, tensor] of entries) {
    const end = offset + tensor.data.byteLength;
    header[name] = { dtype: tensor.type, shape: tensor.shape, data_offsets: [offset, end] };
    offset = end;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const headerBytes = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + headerBytes + offset);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, headerBytes, true);
  bytes.fill(0x20, 8, 8 + headerBytes);
  bytes.set(json, 8);
  let at = 8 + headerBytes;
  for (const [, tensor] of entries) {
    if (tensor.data instanceof Int32Array) {
      for (const value of tensor.data) {
        view.setInt32(at, value, true);
        at += 4;
      }
    } else {
      bytes.set(
        new Uint8Array(tensor.data.buffer, tensor.data.byteOffset, tensor.data.byteLength),
        at,
      );
      at += tensor.data.byteLength;
    }
  }
  bytes.set(new TextEncoder().encode(fileChecksum(bytes)), CHECKSUM_START);
  return bytes;
}
