import type { SchemaSource } from '../../core/features/schema.ts';
import { JOBS_SCHEMA } from '../../domains/jobs/jobs-schema.ts';
import type { Tables } from '../tables/types.ts';
import type { CommandContext } from './context.ts';
import { openData } from './open-data.ts';
import { readSchemaFile } from './read-schema-file.ts';

/** The value of `--schema` that stands for the built-in schema. */
const ITEMS = 'items';

/** What `--schema` names; undefined where it is to be inferred. */
export async function readSchema(name: string | undefined): Promise<SchemaSource | undefined> {
  if (name === undefined) return undefined;
  return name === ITEMS ? JOBS_SCHEMA : readSchemaFile(name);
}

/** The tables that `--matches` names. */
export async function openMatches(
  dirs: readonly string[] | undefined,
  onBadRow: 'refuse' | 'skip',
  context: CommandContext,
): Promise<Tables[]> {
  const matches: Tables[] = [];
  for (const dir of dirs ?? []) {
    const required = ['items', 'profiles', 'grades'] as const;
    const opened = await openData(dir, { onBadRow, require: [...required] }, context);
    matches.push(opened.tables);
  }
  return matches;
}
