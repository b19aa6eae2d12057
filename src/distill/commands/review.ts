import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { PocketRankError } from '../../core/errors.ts';
import { samplePairs } from '../golden/sample-pairs.ts';
import { openReview } from '../review/review-session.ts';
import { serveReview } from '../review/serve-review.ts';
import type { CommandContext } from './context.ts';
import { makeWorkFolder } from './make-work-folder.ts';
import { MARKET } from './open-data.ts';
import { domainOption, readPolicy } from './open-domain.ts';
import { badRowOption, nowOption, parseCount, parseSeed } from './options.ts';
import { openPairData } from './open-pair-data.ts';

interface ReviewArguments {
  data: string;
  domain: string;
  policy?: string;
  model?: string;
  grades?: string[];
  pairs: number;
  grader?: string;
  out?: string;
  port: number;
  now?: number;
  seed: number;
  onBadRow: 'refuse' | 'skip';
}

const MAX_PORT = 65_535;

/** `pocketrank review`: a page for whoever owns the policy. */
export function addReviewCommand(program: Command, context: CommandContext): void {
  program
    .command('review')
    .description(
      'Open a page on this machine to grade pairs, and to edit the policy and see what it does.',
    )
    .requiredOption('--data <dir>', `folder of tables, or "${MARKET}"`)
    .addOption(domainOption())
    .option('--policy <file>', "a policy (Markdown) in place of the domain's own")
    .option(
      '--model <file>',
      'the current student: its lists are shown, and it finds pairs worth a look',
    )
    .option('--grades <name...>', 'grade tables to show; default: grades, if it is there')
    .option(
      '--pairs <n>',
      'pairs to review: those of the grade tables, the rest sampled',
      parseCount,
      300,
    )
    .option('--grader <name>', "who grades; default: the user's name")
    .option(
      '--out <dir>',
      'where grades, notes and the draft are kept; default: review/ in the data',
    )
    .option('--port <n>', 'where to serve; default: any that is free', parseSeed, 0)
    .addOption(nowOption())
    .option('--seed <n>', 'seed of the sample', parseSeed, 1)
    .addOption(badRowOption())
    .addHelpText(
      'after',
      `
Nothing leaves this machine. What is graded and edited is kept at once: grades.jsonl (a table of grades), policy.md
(the draft) and policy.diff; the same command again goes on from there. Ctrl-C ends it.

Examples:
  $ pocketrank review --data tables/ --grades human-grades llm-grades --model models/ours.safetensors
  $ pocketrank distill --data tables/ --policy tables/review/policy.md --out models/next.safetensors`,
    )
    .action((options: ReviewArguments) => runReview(options, context));
}

async function runReview(options: ReviewArguments, context: CommandContext): Promise<void> {
  const { stdout, progress, signal, domains } = context;
  const { data, domain, port, pairs: count, seed, grader = userInfo().username } = options;
  if (port > MAX_PORT) {
    throw new PocketRankError('INVALID_ARGUMENT', `--port ${port} is no port.`, {
      hint: 'Ports end at 65535.',
    });
  }
  if (data === MARKET && options.out === undefined) {
    throw new PocketRankError('INVALID_ARGUMENT', 'A market has no folder to keep grades in.', {
      hint: 'Name one with --out, or write the market to a folder: pocketrank market --out DIR.',
    });
  }
  const folder = options.out ?? join(data, 'review');
  // An example that fails is shown on the page.
  const policy = await readPolicy(context, options.policy, domain, { gradeExamples: false });
  const { tables, source, student } = await openPairData(
    { ...options, data },
    policy.domain,
    context,
    { onBadRow: options.onBadRow },
  );
  await makeWorkFolder(folder);
  const pairs = samplePairs(tables, { count, seed, now: tables.now, student });
  const bar = progress.bar('Rubric', pairs.length, 'pairs');
  const session = await openReview({
    policy,
    tables,
    pairs,
    grader,
    folder,
    student,
    domains,
    domain,
    signal,
    onDone: (done) => bar.advance(done),
  });
  bar.done();
  progress.stop();
  const served = await serveReview(session, port);
  stdout.write(`${source}: ${pairs.length} pairs. Open ${served.address}\n`);
  try {
    await untilAborted(signal);
  } finally {
    await served.close();
  }
  stdout.write(`Kept in ${folder}\n`);
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) done();
    else signal.addEventListener('abort', () => done(), { once: true });
  });
}
