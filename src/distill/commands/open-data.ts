import { basename, resolve } from 'node:path';
import { formatBadRows } from '../tables/bad-rows.ts';
import { openTables } from '../tables/open-tables.ts';
import type { OpenTablesOptions, Tables } from '../tables/types.ts';
import type { CommandContext } from './context.ts';
import { isSimulated, SIMULATED } from './simulated.ts';

/** The value of `--data` that stands for the embedded market. */
export const MARKET = 'market';

/** Tables, and what reports call them. */
export interface OpenedData {
  tables: Tables;
  /** For reports: the folder's name; of a simulated market always that it is simulated. */
  source: string;
  simulated: boolean;
}

/** Options of {@link openData}. */
export interface OpenDataOptions extends OpenTablesOptions {
  /** Size of the embedded market. Default `quick`. */
  marketPreset?: 'quick' | 'full';
  /** Seed of the embedded market. Default 1. */
  marketSeed?: number;
}

/**
 * Opens what `--data` names: a folder of tables, or `market`, the embedded simulated market. Bad rows that
 * are skipped are listed on stderr.
 *
 * @throws as `openTables`
 */
export async function openData(
  data: string,
  options: OpenDataOptions,
  { stderr }: Pick<CommandContext, 'stderr'>,
): Promise<OpenedData> {
  const { marketPreset = 'quick', marketSeed = 1, ...tableOptions } = options;
  if (data === MARKET) {
    // The taxonomy behind the market takes a moment to load.
    const { drawMarketTables } = await import('./market-tables.ts');
    const tables = drawMarketTables(marketPreset, marketSeed);
    return {
      tables,
      source: `${SIMULATED} (${marketPreset}, seed ${marketSeed})`,
      simulated: true,
    };
  }
  const tables = await openTables(data, tableOptions);
  const { count } = tables.badRows;
  if (count > 0) {
    const lines = formatBadRows(tables.badRows).map((line) => `  ${line}\n`);
    stderr.write(`Skipped ${count} bad ${count === 1 ? 'row' : 'rows'}:\n${lines.join('')}`);
  }
  const simulated = await isSimulated(data);
  const name = basename(resolve(data));
  return { tables, source: simulated ? `${SIMULATED} (${name})` : name, simulated };
}
