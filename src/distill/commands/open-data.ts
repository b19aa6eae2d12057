import { basename, resolve } from 'node:path';
import { DAY_MS } from '../../core/features/evidence.ts';
import { formatBadRows } from '../tables/bad-rows.ts';
import { latestTime } from '../tables/latest-time.ts';
import { openTables } from '../tables/open-tables.ts';
import type { OpenTablesOptions, Tables } from '../tables/types.ts';
import type { CommandContext } from './context.ts';
import { isSimulated, SIMULATED } from './simulated.ts';

/** The value of `--data` that stands for the embedded market. */
export const MARKET = 'market';

/** A log that ended this long ago is hardly meant as of today. */
const OLD_DAYS = 90;

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
  const { marketPreset = 'quick', marketSeed = 1, now, ...tableOptions } = options;
  if (data === MARKET) {
    // The taxonomy behind the market takes a moment to load.
    const { drawMarketTables } = await import('./market-tables.ts');
    const drawn = drawMarketTables(marketPreset, marketSeed);
    const tables = { ...drawn, now: now ?? drawn.now };
    return {
      tables,
      source: `${SIMULATED} (${marketPreset}, seed ${marketSeed})`,
      simulated: true,
    };
  }
  const tables = await openTables(
    data,
    now === undefined ? tableOptions : { ...tableOptions, now },
  );
  const { count } = tables.badRows;
  if (count > 0) {
    const lines = formatBadRows(tables.badRows).map((line) => `  ${line}\n`);
    stderr.write(`Skipped ${count} bad ${count === 1 ? 'row' : 'rows'}:\n${lines.join('')}`);
  }
  const simulated = await isSimulated(data);
  const latest = latestTime(tables.events);
  if (now === undefined && latest !== undefined) {
    // A simulated world has its own clock, which stands at the end of its log.
    if (simulated) tables.now = latest;
    else if (tables.now - latest > OLD_DAYS * DAY_MS) stderr.write(oldLog(latest));
  }
  const name = basename(resolve(data));
  return { tables, source: simulated ? `${SIMULATED} (${name})` : name, simulated };
}

function oldLog(latest: number): string {
  const day = new Date(latest).toISOString().slice(0, 10);
  return `The newest event is of ${day}; to take that for today, pass --now ${day}.\n`;
}
