import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { PocketRankError } from '../../core/errors.ts';
import { createEncoder } from '../../core/student/encode.ts';
import { addResiduals } from '../../core/student/residual-encoder.ts';
import { writeItemCode } from '../../core/student/item-code-text.ts';
import { itemCodeBytes } from '../../core/student/student.ts';
import type { Item } from '../../core/types.ts';
import { readItemsFile } from './read-items-file.ts';
import { writeTable } from '../tables/write-table.ts';
import { checkOutput } from './check-output.ts';
import type { CommandContext } from './context.ts';
import { readModelFile } from './read-model-file.ts';
import { readResidualsFile } from './read-residuals-file.ts';

interface EncodeArguments {
  model: string;
  residuals?: string;
  out?: string;
}

/** `pocketrank encode`: item codes for a server to send along. */
export function addEncodeCommand(program: Command, context: CommandContext): void {
  program
    .command('encode')
    .description('Encode items ahead of time, so that pages need not carry their descriptions.')
    .argument('<items>', 'a table of items (.jsonl, .jsonl.gz, .csv, .parquet)')
    .requiredOption('--model <file>', 'the model file, the same that the pages load')
    .option(
      '--residuals <file>',
      'what the log says of items, which distill wrote beside the model',
    )
    .option('--out <file>', 'a table to write; default: JSON Lines on stdout')
    .addHelpText(
      'after',
      `
Each row is { identifier, attributes: { pocketrankCode } }: merge it into the item that is sent to the page.

Example:
  $ pocketrank encode --model models/ours.safetensors items.jsonl --out codes.jsonl
  $ pocketrank encode --model models/ours.safetensors --residuals models/ours.residuals.safetensors items.jsonl`,
    )
    .action((path: string, options: EncodeArguments) => runEncode(path, options, context));
}

async function runEncode(
  path: string,
  options: EncodeArguments,
  { stdout, stderr, progress, signal }: CommandContext,
): Promise<void> {
  const model = await readModelFile(options.model);
  const { student, hash } = model;
  const residuals = await readResidualsFile(options.residuals, model);
  if (options.out !== undefined) await checkOutput(options.out);
  const items = await readItemsFile(resolve(path), student.schema.source);
  const encoder = addResiduals(createEncoder(student), student, residuals);
  const now = Date.now();
  const bar = progress.bar(`Encode ${basename(path)}`, items.size, 'items');
  const encode = (key: string, item: Item): object => {
    bar.advance();
    const code = writeItemCode(hash, encoder.item(item, now));
    return { identifier: key, attributes: { pocketrankCode: code } };
  };
  const rows: object[] = [];
  for (const [key, item] of items) {
    if (rows.length % 256 === 0) await new Promise<void>((done) => setImmediate(done));
    if (signal.aborted) {
      throw new PocketRankError(
        'INTERRUPTED',
        `Stopped after ${rows.length} of ${items.size} items.`,
      );
    }
    rows.push(encode(key, item));
  }
  bar.done();
  progress.stop();
  if (options.out === undefined) {
    for (const row of rows) stdout.write(`${JSON.stringify(row)}\n`);
    return;
  }
  await writeTable(options.out, rows);
  const named = [...items.keys()].filter((key) => residuals.has(key)).length;
  const share = options.residuals === undefined ? '' : `, ${named} of them with a residual`;
  stderr.write(`${options.out}: ${rows.length} codes of ${itemCodeBytes(student)} bytes${share}\n`);
}
