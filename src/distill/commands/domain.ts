import type { Command } from 'commander';
import { renderTable } from '../console/print-table.ts';
import { findKnownDomain } from '../schema/find-known-domain.ts';
import { inferDomain, type InferredDomain } from '../schema/infer-domain.ts';
import { writeDomain } from '../schema/write-domain.ts';
import { findEventTypes } from '../tables/find-event-types.ts';
import type { CommandContext } from './context.ts';
import { makeWorkFolder } from './make-work-folder.ts';
import { openData } from './open-data.ts';
import { badRowOption, nowOption } from './options.ts';

interface InitArguments {
  data: string;
  out: string;
  base?: string;
  onBadRow: 'refuse' | 'skip';
  now?: number;
}

/** The value of `--base` that stands for no known domain. */
const NONE = 'none';

/** `pocketrank domain init`: a domain to edit, inferred from tables. */
export function addDomainCommand(program: Command, context: CommandContext): void {
  program
    .command('domain')
    .description('Make a domain of your own.')
    .command('init')
    .description('Infer a domain from tables and write it as a folder to edit.')
    .requiredOption('--data <dir>', 'folder of tables with items and profiles')
    .requiredOption('--out <dir>', 'folder for the domain')
    .option(
      '--base <name>',
      `a domain that ships, on top of which it is made, or "${NONE}"; default: the one whose tables these are`,
    )
    .addOption(badRowOption())
    .addOption(nowOption())
    .addHelpText('after', '\nExample:\n  $ pocketrank domain init --data tables/ --out ours/')
    .action((options: InitArguments) => runInit(options, context));
}

async function runInit(options: InitArguments, context: CommandContext): Promise<void> {
  const { data, out, onBadRow, now } = options;
  const { domains, stdout } = context;
  const { tables } = await openData(
    data,
    {
      onBadRow,
      require: ['items', 'profiles'],
      events: [],
      grades: [],
      slates: [],
      pairs: [],
      ...(now === undefined ? {} : { now }),
    },
    context,
  );
  const known = options.base ?? (await findKnownDomain(domains, data)) ?? NONE;
  const base = known === NONE ? undefined : await domains.open(known);
  const events = base?.schema.events ?? (await findEventTypes(data));
  const inferred = await inferDomain(tables, { base, domains, events });
  await makeWorkFolder(out);
  const files = await writeDomain(inferred, out, tables.now);
  stdout.write(`${tell(inferred)}\n${out}: ${files.join(', ')}\n`);
}

function tell({ domain: { schema }, left, because }: InferredDomain): string {
  const paths = (value: string | string[] | undefined): string => [value ?? []].flat().join(', ');
  const fields = renderTable(
    [{ title: 'field' }, { title: 'kind' }, { title: 'in an item' }, { title: 'in a profile' }],
    schema.fields.map(({ name, kind, item, profile }) => [name, kind, paths(item), paths(profile)]),
  );
  const measures = renderTable(
    [{ title: 'measure' }, { title: 'kind' }, { title: 'since' }],
    (schema.measures ?? []).map(({ name, kind }) => [name, kind, because.get(name) ?? 'known']),
  );
  const unused = renderTable(
    [{ title: 'not used' }, { title: 'side' }, { title: 'because it is' }],
    left.map(({ side, path, reason }) => [path, side, reason]),
  );
  return [fields, measures, unused].join('\n');
}
