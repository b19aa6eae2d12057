import { Option, type Command } from 'commander';
import type { SimulationSizes } from '../simulate/simulate-tables.ts';
import { nounOf } from '../tables/domain-options.ts';
import { today } from '../tables/today.ts';
import type { CommandContext } from './context.ts';
import { makeWorkFolder } from './make-work-folder.ts';
import { nowOption, parseCount, parseSeed } from './options.ts';
import { domainOption } from './open-domain.ts';

interface MarketArguments extends Partial<SimulationSizes> {
  domain: string;
  out: string;
  preset: 'quick' | 'full';
  seed: number;
  now?: number;
}

/** `pocketrank market`: simulated tables of a domain. */
export function addMarketCommand(program: Command, context: CommandContext): void {
  program
    .command('market')
    .description('Write simulated tables of a domain: items, people, a log, lists to measure on.')
    .addOption(domainOption())
    .requiredOption('--out <dir>', 'folder for the tables')
    .addOption(
      new Option('--preset <size>', 'how large').choices(['quick', 'full']).default('quick'),
    )
    .option('--items <n>', 'how many items; not of jobs', parseCount)
    .option('--profiles <n>', 'how many people; not of jobs', parseCount)
    .option('--sessions <n>', 'how many lists they are shown; not of jobs', parseCount)
    .option('--grades <n>', 'how many pairs to grade by the policy; not of jobs', parseCount)
    .option('--seed <n>', 'the same seed gives the same market', parseSeed, 1)
    .addOption(nowOption())
    .addHelpText(
      'after',
      `
Examples:
  $ pocketrank market --out market/ --preset full
  $ pocketrank market --domain products --out tables/
  $ pocketrank market --domain ours/ --out tables/ --items 1000 --profiles 400 --sessions 1200`,
    )
    .action((options: MarketArguments) => runMarket(options, context));
}

async function runMarket(options: MarketArguments, context: CommandContext): Promise<void> {
  const { out, preset, seed, now = today(), items, profiles, sessions, grades } = options;
  const domain = await context.domains.open(options.domain);
  await makeWorkFolder(out);
  const { simulateDomain } = await import('../simulate/simulate-domain.ts');
  const { writeSimulated } = await import('../simulate/write-simulated.ts');
  const sizes = Object.fromEntries(
    Object.entries({ items, profiles, sessions, grades }).filter(([, n]) => n !== undefined),
  );
  const drawn = await simulateDomain(domain, { preset, seed, now, sizes });
  const noun = nounOf(domain.schema);
  await writeSimulated(drawn, noun, out);
  context.stderr.write(
    `${out}: a simulated market of ${drawn.items.length} ${noun.many}, ${drawn.profiles.length} profiles, ${drawn.events.length} events, ${drawn.slates.length} validation slates\n`,
  );
}
