import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What every figure from the embedded market is called. */
export const SIMULATED = 'simulated market';

/** Whether a folder holds a market that `pocketrank market` wrote: the truth beside its tables says so. */
export async function isSimulated(folder: string): Promise<boolean> {
  const readme = await readFile(join(folder, 'README.md'), 'utf8').catch(() => '');
  return /^# A simulated .*market\b/.test(readme);
}
