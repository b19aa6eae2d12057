import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { PocketRankError } from '../../core/errors.ts';
import { createEncoder } from '../../core/student/encode.ts';
import { addResiduals } from '../../core/student/residual-encoder.ts';
import { writeItemCode } from '../../core/student/item-code-text.ts';
import { itemCodeBytes } from '../../core/student/student.ts';
import { streamTable } from '../tables/stream-table.ts';
import { readItems, type KeyedItem } from './read-items-file.ts';
import { checkOutput } from './check-output.ts';
import type { CommandContext } from './context.ts';
import { readModelFile } from './read-model-file.ts';
import { readResidualsFile } from './read-residuals-file.ts';

interface EncodeArguments {
  model: string;
  residuals?: string;
  out?: string;
}

/** Items between two looks at what interrupts. */
const ITEMS_PER_SLICE = 256;
/** Items between two lines of progress. */
const ITEMS_PER_LINE = 50_000;

/** `pocketrank encode`: item codes for a server to send along. */
export function addEncodeCommand(program: Command, context: CommandContext): void {
  program
    .command('encode')
    .description('Encode items ahead of time, so that pages need not carry their descriptions.')
    .argument('<items>', 'a table of items: a file, a folder of files, or a pattern between quotes')
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
  { stdout, stderr, signal }: CommandContext,
): Promise<void> {
  const model = await readModelFile(options.model);
  const { student, hash } = model;
  const residuals = await readResidualsFile(options.residuals, model);
  if (options.out !== undefined) await checkOutput(options.out);
  const encoder = addResiduals(createEncoder(student), student, residuals);
  const now = Date.now();
  const counts = { items: 0, named: 0 };
  async function* encoded(): AsyncGenerator<object[], void, undefined> {
    const startMs = performance.now();
    for await (const batch of readItems(resolve(path), student.schema.source)) {
      for (const chunk of inSlices(batch)) {
        await new Promise<void>((done) => setImmediate(done));
        if (signal.aborted) {
          throw new PocketRankError('INTERRUPTED', `Stopped after ${counts.items} items.`);
        }
        yield chunk.map(([key, item]) => {
          const code = writeItemCode(hash, encoder.item(item, now));
          return { identifier: key, attributes: { pocketrankCode: code } };
        });
        counts.items += chunk.length;
        counts.named += chunk.filter(([key]) => residuals.has(key)).length;
        tellProgress(counts.items, startMs);
      }
    }
  }
  let told = 0;
  function tellProgress(items: number, startMs: number): void {
    if (items < told + ITEMS_PER_LINE) return;
    told = items;
    const perSecond = Math.round((1000 * items) / (performance.now() - startMs));
    stderr.write(`${basename(path)}: ${items} items encoded, ${perSecond} items/s\n`);
  }
  if (options.out === undefined) {
    for await (const rows of encoded()) {
      for (const row of rows) stdout.write(`${JSON.stringify(row)}\n`);
    }
    return;
  }
  await streamTable(options.out, encoded());
  const share = options.residuals === undefined ? '' : `, ${counts.named} of them with a residual`;
  stderr.write(
    `${options.out}: ${counts.items} codes of ${itemCodeBytes(student)} bytes${share}\n`,
  );
}

function* inSlices(batch: readonly KeyedItem[]): Iterable<readonly KeyedItem[]> {
  for (let at = 0; at < batch.length; at += ITEMS_PER_SLICE) {
    yield batch.slice(at, at + ITEMS_PER_SLICE);
  }
}
