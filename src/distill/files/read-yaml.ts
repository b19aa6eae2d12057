import type { ErrorCode } from '../../core/errors.ts';
import { parseYaml, type YamlFile } from './parse-yaml.ts';
import { readFileBytes } from './read-file-bytes.ts';

export type { YamlFile };

/**
 * Reads a YAML file.
 *
 * @param code of the error where it is none
 * @throws FILE_FAILED, or `code` with file and line
 */
export async function readYaml(path: string, code: ErrorCode): Promise<YamlFile> {
  return parseYaml(new TextDecoder().decode(await readFileBytes(path)), { path, code });
}
