import { createHash } from 'node:crypto';
import type { Json } from '../../core/types.ts';

/** The arrays that a shard can hold. */
export type ShardArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/** A piece of resumable work: named arrays, and anything else as JSON. */
export interface Shard {
  arrays: Record<string, ShardArray>;
  json: Json;
}

const ARRAY_TYPES = {
  Int8Array,
  Uint8Array,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
} as const;

interface ArrayEntry {
  name: string;
  type: keyof typeof ARRAY_TYPES;
  length: number;
  /** In bytes from the start of the payload, a multiple of 8. */
  offset: number;
}

interface Header {
  arrays: ArrayEntry[];
  json: Json;
}

const MAGIC = 'PRSHARD1';
const PREFIX_BYTES = MAGIC.length + 32 + 4;

/**
 * Packs a shard: 8 bytes magic, 32 bytes SHA-256 of all that follows, 4 bytes header length (little
 * endian), header as JSON padded with spaces so that the payload starts at a multiple of 8, then the arrays
 * in the machine's byte order (shards are a local cache, not an exchange format).
 */
export function encodeShard(shard: Shard): Uint8Array {
  const entries: ArrayEntry[] = [];
  let payloadBytes = 0;
  for (const [name, array] of Object.entries(shard.arrays)) {
    const type = array.constructor.name as ArrayEntry['type'];
    entries.push({ name, type, length: array.length, offset: payloadBytes });
    payloadBytes = align(payloadBytes + array.byteLength);
  }
  const header: Header = { arrays: entries, json: shard.json };
  const text = Buffer.from(JSON.stringify(header));
  const payloadStart = align(PREFIX_BYTES + text.length);

  const bytes = Buffer.alloc(payloadStart + payloadBytes);
  bytes.write(MAGIC, 0, 'latin1');
  bytes.writeUInt32LE(payloadStart - PREFIX_BYTES, PREFIX_BYTES - 4);
  bytes.fill(0x20, PREFIX_BYTES, payloadStart);
  text.copy(bytes, PREFIX_BYTES);
  for (const [i, array] of Object.values(shard.arrays).entries()) {
    const source = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    bytes.set(source, payloadStart + (entries[i]?.offset ?? 0));
  }
  checksum(bytes).copy(bytes, MAGIC.length);
  return bytes;
}

/** Unpacks a shard; `undefined` when the bytes are not a whole, unchanged shard. The arrays are copies. */
export function decodeShard(data: Uint8Array): Shard | undefined {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (bytes.length < PREFIX_BYTES || bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    return undefined;
  }
  if (!checksum(bytes).equals(bytes.subarray(MAGIC.length, MAGIC.length + 32))) return undefined;

  const payloadStart = PREFIX_BYTES + bytes.readUInt32LE(PREFIX_BYTES - 4);
  const header = JSON.parse(bytes.toString('utf8', PREFIX_BYTES, payloadStart)) as Header;
  const arrays: Record<string, ShardArray> = {};
  for (const { name, type, length, offset } of header.arrays) {
    const ArrayType = ARRAY_TYPES[type];
    const start = payloadStart + offset;
    const copy = bytes.subarray(start, start + length * ArrayType.BYTES_PER_ELEMENT);
    arrays[name] = new ArrayType(new Uint8Array(copy).buffer);
  }
  return { arrays, json: header.json };
}

function checksum(bytes: Buffer): Buffer {
  return createHash('sha256')
    .update(bytes.subarray(MAGIC.length + 32))
    .digest();
}

function align(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}
