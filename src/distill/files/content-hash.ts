import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { fileError } from './file-error.ts';

/** SHA-256 of bytes, or of text as UTF-8: 64 lower-case hexadecimal digits. */
export function hashContent(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

/**
 * SHA-256 of a file's content, read as a stream: 64 lower-case hexadecimal digits.
 *
 * @throws PocketRankError `FILE_FAILED` when it cannot be read.
 */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  } catch (error) {
    throw fileError('read', path, error);
  }
  return hash.digest('hex');
}

/**
 * SHA-256 of a plain value by its content: objects hash alike whatever the order of their keys, properties
 * that are `undefined` count as absent, typed arrays hash by type and bytes. Meant for cache keys made of
 * inputs and options.
 */
export function hashValue(value: unknown): string {
  const hash = createHash('sha256');
  feed(value, (part) => hash.update(part));
  return hash.digest('hex');
}

function feed(value: unknown, update: (part: string | Uint8Array) => void): void {
  if (ArrayBuffer.isView(value)) {
    update(`${value.constructor.name}(${value.byteLength})`);
    update(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  } else if (Array.isArray(value)) {
    update('[');
    for (const item of value) {
      feed(item, update);
      update(',');
    }
    update(']');
  } else if (typeof value === 'object' && value !== null) {
    const entries = value as Record<string, unknown>;
    const keys = Object.keys(entries);
    keys.sort();
    update('{');
    for (const key of keys) {
      if (entries[key] === undefined) continue;
      update(`${JSON.stringify(key)}:`);
      feed(entries[key], update);
      update(',');
    }
    update('}');
  } else if (typeof value === 'string') {
    update(JSON.stringify(value));
  } else {
    // Numbers by their own name, so that NaN, Infinity and -0 do not all become null or 0 as in JSON.
    update(Object.is(value, -0) ? '-0' : String(value));
  }
}
