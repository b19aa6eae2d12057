import { readdir } from 'node:fs/promises';
import type { Domains } from '../domain.ts';
import { nounOf } from '../tables/domain-options.ts';
import { tableFormat, tableStem } from '../tables/formats.ts';
import { tableNameOf } from '../tables/item-ids.ts';

/** The one domain that ships whose word for its items is the name of a table of the folder. */
export async function findKnownDomain(domains: Domains, dir: string): Promise<string | undefined> {
  const files = await readdir(dir).catch(() => []);
  const stems = new Set(files.filter((file) => tableFormat(file) !== undefined).map(tableStem));
  const found: string[] = [];
  for (const name of domains.names) {
    const { schema } = await domains.open(name);
    if (stems.has(tableNameOf(nounOf(schema).many))) found.push(name);
  }
  return found.length === 1 ? found[0] : undefined;
}
