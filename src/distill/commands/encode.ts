import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { PocketRankError } from '../../core/errors.ts';
import { jobKey } from '../../core/features/job-key.ts';
import { createEncoder } from '../../core/student/encode.ts';
import { addResiduals } from '../../core/student/residual-encoder.ts';
import { writeJobCode } from '../../core/student/job-code-text.ts';
import { jobCodeBytes } from '../../core/student/student.ts';
import type { JobPosting } from '../../core/types.ts';
import { readJobsFile } from './read-jobs-file.ts';
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

/** `pocketrank encode`: job codes for a server to send along. */
export function addEncodeCommand(program: Command, context: CommandContext): void {
  program
    .command('encode')
    .description('Encode jobs ahead of time, so that pages need not carry their descriptions.')
    .argument('<jobs>', 'a table of jobs (.jsonl, .jsonl.gz, .csv, .parquet)')
    .requiredOption('--model <file>', 'the model file, the same that the pages load')
    .option('--residuals <file>', 'what the log says of jobs, which distill wrote beside the model')
    .option('--out <file>', 'a table to write; default: JSON Lines on stdout')
    .addHelpText(
      'after',
      `
Each row is { identifier, attributes: { pocketrankCode } }: merge it into the job that is sent to the page.

Example:
  $ pocketrank encode --model models/ours.safetensors jobs.jsonl --out codes.jsonl
  $ pocketrank encode --model models/ours.safetensors --residuals models/ours.residuals.safetensors jobs.jsonl`,
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
  const jobs = await readJobsFile(resolve(path));
  const { width } = student.parameters;
  const encoder = addResiduals(createEncoder(student), width, residuals);
  const now = Date.now();
  const bar = progress.bar(`Encode ${basename(path)}`, jobs.size, 'jobs');
  const encode = (job: JobPosting): object => {
    bar.advance();
    const code = writeJobCode(hash, encoder.job(job, now));
    return { identifier: jobKey(job), attributes: { pocketrankCode: code } };
  };
  const rows: object[] = [];
  for (const job of jobs.values()) {
    if (rows.length % 256 === 0) await new Promise<void>((done) => setImmediate(done));
    if (signal.aborted) {
      throw new PocketRankError(
        'INTERRUPTED',
        `Stopped after ${rows.length} of ${jobs.size} jobs.`,
      );
    }
    rows.push(encode(job));
  }
  bar.done();
  progress.stop();
  if (options.out === undefined) {
    for (const row of rows) stdout.write(`${JSON.stringify(row)}\n`);
    return;
  }
  await writeTable(options.out, rows);
  const named = [...jobs.keys()].filter((key) => residuals.has(key)).length;
  const share = options.residuals === undefined ? '' : `, ${named} of them with a residual`;
  stderr.write(`${options.out}: ${rows.length} codes of ${jobCodeBytes(student)} bytes${share}\n`);
}
