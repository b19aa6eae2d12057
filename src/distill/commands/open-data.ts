import { basename, resolve } from 'node:path';
import { DAY_MS } from '../../core/features/evidence.ts';
import type { Domain } from '../domain.ts';
import { readSimulatedClock } from '../simulate/simulated-readme.ts';
import { formatBadRows } from '../tables/bad-rows.ts';
import { tableOptionsOf } from '../tables/domain-options.ts';
import { latestTime } from '../tables/latest-time.ts';
import { openTables } from '../tables/open-tables.ts';
import { today } from '../tables/today.ts';
import type { OpenTablesOptions, Sampled, Tables } from '../tables/types.ts';
import type { CommandContext } from './context.ts';
import { DEFAULT_DOMAIN } from './open-domain.ts';

/** The value of `--data` that stands for a simulated market of the domain. */
export const MARKET = 'market';

/** What every figure from a simulated market is called. */
export const SIMULATED = 'simulated market';

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
  /** Whose items and events the tables hold. Default: the usual events, of items by any name. */
  domain?: Domain | undefined;
  /** Size of a simulated market. Default `quick`. */
  marketPreset?: 'quick' | 'full';
  /** Seed of a simulated market. Default 1. */
  marketSeed?: number;
  /** Taxonomies whose names a simulated market may use. */
  matches?: readonly Tables[];
}

/**
 * Opens what `--data` names: a folder of tables, or `market`, which is simulated. Bad rows that are skipped are
 * listed on stderr.
 *
 * @throws as `openTables`
 */
export async function openData(
  data: string,
  options: OpenDataOptions,
  context: Pick<CommandContext, 'stderr' | 'domains'>,
): Promise<OpenedData> {
  if (data === MARKET) return drawMarket(options, context);
  const { domain } = options;
  const ofDomain = domain === undefined ? {} : tableOptionsOf(domain.schema);
  const tables = await openTables(data, { ...ofDomain, ...options });
  const { count } = tables.badRows;
  if (count > 0) {
    const lines = formatBadRows(tables.badRows).map((line) => `  ${line}\n`);
    context.stderr.write(
      `Skipped ${count} bad ${count === 1 ? 'row' : 'rows'}:\n${lines.join('')}`,
    );
  }
  for (const notice of tables.notices ?? []) context.stderr.write(`${notice}\n`);
  if (tables.sampled) context.stderr.write(`${describeSample(tables.sampled)}\n`);
  const clock = await readSimulatedClock(data);
  const simulated = clock !== undefined;
  if (options.now === undefined) setClock(tables, clock, context);
  const name = basename(resolve(data));
  return { tables, source: simulated ? `${SIMULATED} (${name})` : name, simulated };
}

/** What of long tables is held. */
function describeSample({ items, profiles, events }: Sampled): string {
  const part = ({ held, all }: Sampled['items'], what: string): string =>
    held === all ? `all ${all} ${what}` : `${held} of ${all} ${what}`;
  const parts = [part(profiles, 'people'), part(events, 'events'), part(items, 'items')];
  return `A sample is held: ${parts.join(', ')} (--people and --per-person say how much).`;
}

async function drawMarket(
  {
    domain,
    marketPreset: preset = 'quick',
    marketSeed: seed = 1,
    matches = [],
    now,
  }: OpenDataOptions,
  { domains }: Pick<CommandContext, 'domains'>,
): Promise<OpenedData> {
  const { simulateDomain } = await import('../simulate/simulate-domain.ts');
  const { asTables } = await import('../simulate/simulated-tables.ts');
  const drawnFor = domain ?? (await domains.open(DEFAULT_DOMAIN));
  const drawn = await simulateDomain(drawnFor, {
    preset,
    seed,
    now: now ?? today(),
    matches: matches.flatMap(({ profiles }) => [...profiles.values()]),
  });
  const tables = asTables({ ...drawn, now: now ?? drawn.now }, drawnFor.schema);
  const what = domain === undefined ? '' : `${drawnFor.name}, `;
  return { tables, source: `${SIMULATED} (${what}${preset}, seed ${seed})`, simulated: true };
}

/** A simulated world has a clock of its own; an old log is hardly meant as of today. */
function setClock(
  tables: Tables,
  clock: number | undefined,
  { stderr }: Pick<CommandContext, 'stderr'>,
): void {
  const latest = latestTime(tables.events);
  if (clock !== undefined) {
    tables.now = Number.isNaN(clock) ? (latest ?? tables.now) : clock;
  } else if (latest !== undefined && tables.now - latest > OLD_DAYS * DAY_MS) {
    const day = new Date(latest).toISOString().slice(0, 10);
    stderr.write(`The newest event is of ${day}; to take that for today, pass --now ${day}.\n`);
  }
}
