import type { Command } from 'commander';
import { renderTable } from '../console/print-table.ts';
import { inferSchema, type InferredSchema } from '../schema/infer-schema.ts';
import type { CommandContext } from './context.ts';
import { MARKET, openData } from './open-data.ts';

interface SchemaArguments {
  data: string;
  explain?: true;
}

/** `pocketrank schema`: the schema that `distill` would use for these tables. */
export function addSchemaCommand(program: Command, context: CommandContext): void {
  program
    .command('schema')
    .description('Infer a schema from tables and print it (JSON); distill does so by itself.')
    .requiredOption('--data <dir>', `folder of tables, or "${MARKET}"`)
    .option('--explain', 'print tables for people instead: what was found, and what was left out')
    .addHelpText('after', '\nExample:\n  $ pocketrank schema --data tables/ > schema.json')
    .action((options: SchemaArguments) => runSchema(options, context));
}

async function runSchema(options: SchemaArguments, context: CommandContext): Promise<void> {
  const { tables } = await openData(
    options.data,
    { require: ['items', 'profiles'], events: [], grades: [], slates: [] },
    context,
  );
  const inferred = inferSchema([...tables.items.values()], [...tables.profiles.values()]);
  context.stdout.write(
    options.explain ? explain(inferred) : `${JSON.stringify(inferred.schema, null, 2)}\n`,
  );
}

function explain({ schema, left }: InferredSchema): string {
  const paths = (value: string | string[] | undefined): string => [value ?? []].flat().join(', ');
  const fields = renderTable(
    [{ title: 'field' }, { title: 'kind' }, { title: 'in an item' }, { title: 'in a profile' }],
    schema.fields.map(({ name, kind, item, profile }) => [name, kind, paths(item), paths(profile)]),
  );
  const measures = renderTable(
    [{ title: 'measure' }, { title: 'kind' }, { title: 'item field' }, { title: 'profile field' }],
    schema.measures!.map(({ name, kind, item, profile }) => [name, kind, item!, profile ?? item!]),
  );
  const unused = renderTable(
    [{ title: 'left out' }, { title: 'side' }, { title: 'because it is' }],
    left.map(({ side, path, reason }) => [path, side, reason]),
  );
  return [fields, measures, unused].join('\n');
}
