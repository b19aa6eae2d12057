import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isPocketRankError, PocketRankError } from '../core/errors.ts';
import type { SchemaSource } from '../core/features/schema.ts';
import type { LexiconSource } from '../core/reading/lexicon-source.ts';
import { checkSchemaFile, schemaWarnings } from './check-schema-file.ts';
import type { Domain, DomainCode } from './domain.ts';
import { locateError } from './files/locate-error.ts';
import { readFileBytes } from './files/read-file-bytes.ts';
import { readYaml, type YamlFile } from './files/read-yaml.ts';
import { compileNames, type NameList } from './lexicon/compile-names.ts';
import { pruneLexicon } from './lexicon/prune-lexicon.ts';
import { readLexicon } from './lexicon/read-lexicon.ts';
import { fillSettings } from './policy/fill-settings.ts';
import { readTeachers } from './read-teachers.ts';
import { createEventTypes } from './tables/event-types.ts';

/** Options of {@link openDomain}. */
export interface OpenDomainOptions {
  /** The folder of the domains that ship: a lexicon may extend theirs. */
  shared: string;
  /** What the domain says in code. Default: nothing. */
  code?: DomainCode;
  /** A policy document in place of the folder's. */
  policy?: string | undefined;
}

/**
 * Opens a folder as a domain: `schema.yaml`, and where they are there `lexicon.yaml`, `policy.md` and
 * `phrases.yaml`. Numbers that the schema takes from the policy's settings are filled in.
 *
 * @throws INVALID_SCHEMA, PROTECTED_ATTRIBUTE, INVALID_LEXICON, INVALID_POLICY, FILE_FAILED with file and line
 */
export async function openDomain(folder: string, options: OpenDomainOptions): Promise<Domain> {
  const policy = await readPolicy(options.policy ?? join(folder, 'policy.md'));
  const file = await readYaml(join(folder, 'schema.yaml'), 'INVALID_SCHEMA');
  const { source, settings } = fillSettings(file, policy);
  const schema = checkSchemaFile(file, source);
  const shared = await readLexicon(folder, options.shared);
  const lexicon = lexiconFor(file, schema, shared, options.code?.names?.() ?? {});
  return {
    name: schema.name,
    folder,
    schema: { ...schema, lexicon },
    policy,
    settings,
    warnings: schemaWarnings(file, schema),
    phrases: await readPhrases(join(folder, 'phrases.yaml')),
    teaching: await readTeachers(folder, createEventTypes(schema.events).names),
    code: options.code ?? {},
  };
}

async function readPolicy(path: string): Promise<Domain['policy']> {
  if (!existsSync(path)) return undefined;
  return { markdown: new TextDecoder().decode(await readFileBytes(path)), source: path };
}

/** What of a lexicon and of lists of names the schema uses; what it asks for and is not there is told with the line of the schema. */
function lexiconFor(
  file: YamlFile,
  schema: SchemaSource,
  lexicon: LexiconSource,
  lists: Readonly<Record<string, NameList>>,
): LexiconSource {
  try {
    const names = compileNames(lists, schema.fields);
    return { ...pruneLexicon(lexicon, schema), ...(names && { names }) };
  } catch (error) {
    if (!isPocketRankError(error)) throw error;
    const name = /"(.+?)"/u.exec(error.message)?.[1] ?? schema.currency ?? '';
    throw locateError(error, file.path, file.lineOf(name) ?? 1);
  }
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
