import { Command } from 'commander';
import { createProgress } from '../console/progress.ts';
import type { Domains } from '../domain.ts';
import type { CommandContext } from './context.ts';
import { describeError, EXIT } from './describe-error.ts';
import { addAblateCommand } from './ablate.ts';
import { addDomainCommand } from './domain.ts';
import { addDistillCommand } from './distill.ts';
import { addEncodeCommand } from './encode.ts';
import { addEvaluateCommand } from './evaluate.ts';
import { addGradeCommand } from './grade.ts';
import { addExportCommand } from './export.ts';
import { addInspectCommand } from './inspect.ts';
import { listenForInterrupts } from './listen-for-interrupts.ts';
import { addMarketCommand } from './market.ts';
import { packageVersion } from './package-version.ts';
import { addPolicyCommand } from './policy.ts';
import { addReviewCommand } from './review.ts';

/**
 * Runs the `pocketrank` command. Results go to stdout; progress, notes and errors to stderr.
 *
 * @param args without the program's own name
 * @param domains those that ship; the program's entry hands them in
 * @param more commands that domains add
 * @returns the exit code: 0 done, 1 failed, 2 wrong usage, 130 interrupted
 */
export async function runCli(
  args: readonly string[],
  domains: Domains,
  more: readonly AddCommand[] = [],
): Promise<number> {
  const { stdout, stderr } = process;
  // The reader of a pipe may have had enough (`pocketrank encode … | head`).
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.failed);
  });
  const interrupts = listenForInterrupts(stderr);
  const progress = createProgress();
  try {
    const { signal } = interrupts;
    const program = createProgram({ stdout, stderr, progress, signal, domains }, more);
    await program.parseAsync(args, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    progress.stop();
    const { text, exitCode } = describeError(error, process.env.POCKETRANK_DEBUG === '1');
    stderr.write(text);
    return exitCode;
  } finally {
    progress.stop();
    interrupts.stop();
  }
}

/** Adds a command to the program. */
export type AddCommand = (program: Command, context: CommandContext) => void;

/** The commands and their options. */
export function createProgram(context: CommandContext, more: readonly AddCommand[] = []): Command {
  const program = new Command('pocketrank')
    .description(
      'Distills a product policy and clicks into a tiny model that reranks items on the device.',
    )
    .version(packageVersion())
    .showHelpAfterError('Run it with --help for the options.')
    .configureHelp({ showGlobalOptions: false, sortSubcommands: false })
    // Before any subcommand is made: they inherit it.
    .exitOverride();
  addDistillCommand(program, context);
  addAblateCommand(program, context);
  addEvaluateCommand(program, context);
  addGradeCommand(program, context);
  addInspectCommand(program, context);
  addExportCommand(program, context);
  addEncodeCommand(program, context);
  addDomainCommand(program, context);
  addMarketCommand(program, context);
  addPolicyCommand(program, context);
  addReviewCommand(program, context);
  for (const addCommand of more) addCommand(program, context);
  program.addHelpText(
    'after',
    `
Examples:
  $ pocketrank distill --out models/first.safetensors
  $ pocketrank evaluate --model models/first.safetensors --data market
  $ pocketrank distill --data tables/ --policy policy.md --out models/ours.safetensors

Errors say what to do; with POCKETRANK_DEBUG=1 they show where they came from.`,
  );
  return program;
}
