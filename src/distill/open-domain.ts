import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { compileSchema } from '../core/features/compile-schema.ts';
import { isPocketRankError, PocketRankError } from '../core/errors.ts';
import type { SchemaSource } from '../core/features/schema.ts';
import type { LexiconSource } from '../core/reading/lexicon-source.ts';
import type { Domain, DomainCode } from './domain.ts';
import { readFileBytes } from './files/read-file-bytes.ts';
import { readYaml, type YamlFile } from './files/read-yaml.ts';
import { pruneLexicon } from './lexicon/prune-lexicon.ts';
import { readLexicon } from './lexicon/read-lexicon.ts';
import { fillSettings } from './policy/fill-settings.ts';

/** Options of {@link openDomain}. */
export interface OpenDomainOptions {
  /** The folder of the domains that ship: a lexicon may extend theirs. */
  shared: string;
  /** What the domain says in code. Default: nothing. */
  code?: DomainCode;
  /** A policy document in place of the folder's. */
  policy?: string | undefined;
  /** What a folder has that has no `schema.yaml`. */
  written?: Pick<Domain, 'schema' | 'settings'>;
}

/**
 * Opens a folder as a domain: `schema.yaml`, and where they are there `lexicon.yaml`, `policy.md` and
 * `phrases.yaml`. Numbers that the schema takes from the policy's settings are filled in.
 *
 * @throws INVALID_SCHEMA, PROTECTED_ATTRIBUTE, INVALID_LEXICON, INVALID_POLICY, FILE_FAILED with file and line
 */
export async function openDomain(folder: string, options: OpenDomainOptions): Promise<Domain> {
  const policy = await readPolicy(options.policy ?? join(folder, 'policy.md'));
  const path = join(folder, 'schema.yaml');
  const { written } = options;
  const { schema, settings } =
    written === undefined || existsSync(path)
      ? await openSchema(path, policy, await readLexicon(folder, options.shared))
      : written;
  return {
    name: schema.name,
    folder,
    schema,
    policy,
    settings,
    phrases: await readPhrases(join(folder, 'phrases.yaml')),
    code: options.code ?? {},
  };
}

async function openSchema(
  path: string,
  policy: Domain['policy'],
  lexicon: LexiconSource,
): Promise<Pick<Domain, 'schema' | 'settings'>> {
  const file = await readYaml(path, 'INVALID_SCHEMA');
  const { source, settings } = fillSettings(file, policy);
  const schema = checkSchema(file, source);
  return { schema: { ...schema, lexicon: pruneLexicon(lexicon, schema) }, settings };
}

async function readPolicy(path: string): Promise<Domain['policy']> {
  if (!existsSync(path)) return undefined;
  return { markdown: new TextDecoder().decode(await readFileBytes(path)), source: path };
}

/** What an error of the schema's compiler speaks of, as it begins its messages. */
const PART = /\b(field|cross|measure) (?:"([^"]*)"|(\d+))/u;
const LISTS: Readonly<Record<string, string>> = {
  field: 'fields',
  cross: 'crosses',
  measure: 'measures',
};

function checkSchema(file: YamlFile, source: unknown): SchemaSource {
  try {
    compileSchema(source);
    return source as SchemaSource;
  } catch (error) {
    if (!isPocketRankError(error)) throw error;
    const { code, hint } = error;
    const message = hint === undefined ? error.message : error.message.slice(0, -hint.length - 1);
    throw new PocketRankError(code, `${file.path}, line ${lineOf(file, message)}: ${message}`, {
      ...(hint === undefined ? {} : { hint }),
      cause: error,
    });
  }
}

/** The line of the field or measure that a message speaks of. */
function lineOf(file: YamlFile, message: string): number {
  const [, part, name, place] = PART.exec(message) ?? [];
  const list = LISTS[part ?? ''];
  if (list === undefined) return 1;
  if (place !== undefined) return file.lineAt([list, Number(place) - 1]);
  const entries = (file.value as Record<string, unknown>)[list];
  const index = Array.isArray(entries)
    ? entries.findIndex((entry: unknown) => (entry as { name?: unknown } | null)?.name === name)
    : -1;
  return file.lineAt(index < 0 ? [list] : [list, index]);
}

async function readPhrases(path: string): Promise<Domain['phrases']> {
  if (!existsSync(path)) return {};
  const file = await readYaml(path, 'INVALID_SCHEMA');
  const phrases: Record<string, string> = {};
  for (const [name, words] of Object.entries(file.value ?? {})) {
    if (typeof words !== 'string') {
      throw new PocketRankError(
        'INVALID_SCHEMA',
        `${path}, line ${file.lineAt([name])}: the words of "${name}" must be a text.`,
      );
    }
    phrases[name] = words;
  }
  return phrases;
}
