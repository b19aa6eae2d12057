import { join } from 'node:path';
import { writeFileAtomic } from '../../../distill/files/write-file-atomic.ts';
import { writeTable } from '../../../distill/tables/write-table.ts';
import { marketReadme } from './market-readme.ts';
import type { Market } from './types.ts';

/** The files of a written market. */
export interface WrittenMarket {
  /** Paths, in the order written. */
  files: string[];
}

/**
 * Writes a market into a folder as tables that the build step reads (`jobs`, `profiles`, `events`,
 * `validation-slates`), with the truth behind them (`truth.json`, `truth-pairs.jsonl`) and a README that
 * says that all of it is simulated. Each file whole or not at all; the README comes first, so that no table
 * ever lies there without it.
 *
 * @throws PocketRankError `FILE_FAILED`
 */
export async function writeMarket(market: Market, dir: string): Promise<WrittenMarket> {
  const files: string[] = [];
  const path = (name: string) => {
    files.push(join(dir, name));
    return join(dir, name);
  };
  const { pairs, ...truth } = market.truth;
  await writeFileAtomic(path('README.md'), marketReadme(market));
  await writeTable(path('jobs.jsonl'), market.items);
  await writeTable(path('profiles.jsonl'), market.profiles);
  await writeTable(path('events.jsonl'), market.events);
  await writeTable(path('validation-slates.jsonl'), market.slates);
  await writeFileAtomic(path('truth.json'), `${JSON.stringify(truth, undefined, 1)}\n`);
  await writeTable(path('truth-pairs.jsonl'), pairs);
  return { files };
}
