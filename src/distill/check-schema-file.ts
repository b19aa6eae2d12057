import { protectedWarnings } from '../core/features/check-protected.ts';
import { compileSchema } from '../core/features/compile-schema.ts';
import { isPocketRankError } from '../core/errors.ts';
import type { SchemaSource } from '../core/features/schema.ts';
import { locateError } from './files/locate-error.ts';
import type { YamlFile } from './files/read-yaml.ts';

/** What an error of the schema's compiler speaks of, as it begins its messages. */
const PART = /\b(field|measure) (?:"([^"]*)"|(\d+))/iu;

/**
 * Checks a schema that a file holds.
 *
 * @param source the file's value, with the policy's numbers in place
 * @throws INVALID_SCHEMA, PROTECTED_ATTRIBUTE with file and line
 */
export function checkSchemaFile(file: YamlFile, source: unknown): SchemaSource {
  try {
    compileSchema(source);
    return source as SchemaSource;
  } catch (error) {
    if (!isPocketRankError(error)) throw error;
    throw locateError(error, file.path, lineOf(file, error.message));
  }
}

/** What in a sound schema needs a second look, with file and line: proxies of protected attributes that it uses. */
export function schemaWarnings(file: YamlFile, schema: SchemaSource): string[] {
  return protectedWarnings(schema).map(
    (warning) => `${file.path}, line ${lineOf(file, warning)}: ${warning}`,
  );
}

/** The line of the field or measure that a message speaks of. */
function lineOf(file: YamlFile, message: string): number {
  const [, part, name, place] = PART.exec(message) ?? [];
  if (part === undefined) return 1;
  const list = `${part.toLowerCase()}s`;
  if (place !== undefined) return file.lineAt([list, Number(place) - 1]);
  const entries = (file.value as Record<string, unknown>)[list];
  const index = Array.isArray(entries)
    ? entries.findIndex((entry: unknown) => (entry as { name?: unknown } | null)?.name === name)
    : -1;
  return file.lineAt(index < 0 ? [list] : [list, index]);
}
