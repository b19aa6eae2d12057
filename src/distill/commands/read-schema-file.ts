import { PocketRankError } from '../../core/errors.ts';
import { compileSchema } from '../../core/features/compile-schema.ts';
import type { SchemaSource } from '../../core/features/schema.ts';
import { readFileBytes } from '../files/read-file-bytes.ts';

/** Reads and checks a schema file. @throws FILE_FAILED, INVALID_SCHEMA, PROTECTED_ATTRIBUTE */
export async function readSchemaFile(path: string): Promise<SchemaSource> {
  const text = new TextDecoder().decode(await readFileBytes(path));
  let source: unknown;
  try {
    source = JSON.parse(text);
  } catch (cause) {
    throw new PocketRankError(
      'INVALID_SCHEMA',
      `${path} is not JSON (${(cause as Error).message}).`,
      { hint: '`pocketrank schema --data DIR` prints one to start from.', cause },
    );
  }
  return compileSchema(source).source;
}
