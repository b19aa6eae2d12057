import { join } from 'node:path';
import type { SimulatedTables } from '../domain.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import { writeTable } from '../tables/write-table.ts';
import { tableNameOf } from '../tables/item-ids.ts';
import type { Noun } from '../tables/types.ts';
import { simulatedReadme } from './simulated-readme.ts';

/**
 * Writes simulated tables into a folder, the items by their noun, with a README that says that all of it is
 * simulated. Each file whole or not at all; the README comes first, so that no table ever lies there without it.
 *
 * @throws FILE_FAILED
 */
export async function writeSimulated(
  tables: SimulatedTables,
  noun: Noun,
  dir: string,
): Promise<void> {
  const { items, profiles, events, slates, grades = [], beside = {} } = tables;
  const readme = tables.readme ?? simulatedReadme(tables, noun);
  await writeFileAtomic(join(dir, 'README.md'), readme);
  await writeTable(join(dir, `${tableNameOf(noun.many)}.jsonl`), items);
  await writeTable(join(dir, 'profiles.jsonl'), profiles);
  await writeTable(join(dir, 'events.jsonl'), events);
  await writeTable(join(dir, 'validation-slates.jsonl'), slates);
  if (grades.length > 0) await writeTable(join(dir, 'grades.jsonl'), grades);
  for (const [file, content] of Object.entries(beside)) {
    if (Array.isArray(content)) await writeTable(join(dir, file), content);
    else await writeFileAtomic(join(dir, file), `${JSON.stringify(content, undefined, 1)}\n`);
  }
}
