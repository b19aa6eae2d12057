import { Option, type Command } from 'commander';
import type { CommandContext } from './context.ts';
import { makeWorkFolder } from './make-work-folder.ts';
import { parseSeed } from './options.ts';

interface MarketArguments {
  out: string;
  preset: 'quick' | 'full';
  seed: number;
}

/** `pocketrank market`: the simulated item market as tables. */
export function addMarketCommand(program: Command, context: CommandContext): void {
  program
    .command('market')
    .description('Write the simulated item market as tables, with the truth behind it.')
    .requiredOption('--out <dir>', 'folder for the tables')
    .addOption(
      new Option('--preset <size>', 'how large').choices(['quick', 'full']).default('quick'),
    )
    .option('--seed <n>', 'the same seed gives the same market', parseSeed, 1)
    .addHelpText('after', '\nExample:\n  $ pocketrank market --out market/ --preset full')
    .action((options: MarketArguments) => runMarket(options, context));
}

async function runMarket(options: MarketArguments, { stderr }: CommandContext): Promise<void> {
  const { out, preset, seed } = options;
  await makeWorkFolder(out);
  const { drawMarket } = await import('./market-tables.ts');
  const { writeMarket } = await import('../../domains/jobs/market/write-market.ts');
  const market = drawMarket(preset, seed);
  const { items, profiles, events, slates } = market;
  await writeMarket(market, out);
  stderr.write(
    `${out}: a simulated market of ${items.length} items, ${profiles.length} profiles, ${events.length} events, ${slates.length} validation slates\n`,
  );
}
