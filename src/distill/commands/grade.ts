import { Option, type Command } from 'commander';
import { PocketRankError } from '../../core/errors.ts';
import { latestTime } from '../evaluate/latest-time.ts';
import { createRubricGrader } from '../policy/rubric-grader.ts';
import { writeTable } from '../tables/write-table.ts';
import { checkOutput } from './check-output.ts';
import { choosePairs } from './choose-pairs.ts';
import type { CommandContext } from './context.ts';
import { MARKET, openData } from './open-data.ts';
import { parseCount, parseSeed } from './options.ts';
import { readPolicyFile } from './read-policy-file.ts';

interface GradeArguments {
  data: string;
  policy: string;
  grader: 'rubric';
  pairs: number;
  seed: number;
  onBadRow: 'refuse' | 'skip';
  out: string;
}

/** `pocketrank grade`: a golden set by a policy. */
export function addGradeCommand(program: Command, context: CommandContext): void {
  program
    .command('grade')
    .description('Grade pairs of profile and job by a policy and write them as a grades table.')
    .requiredOption('--data <dir>', `folder of tables, or "${MARKET}"`)
    .requiredOption('--policy <file>', 'the policy (Markdown)')
    .addOption(new Option('--grader <grader>', 'who grades').choices(['rubric']).default('rubric'))
    .option('--pairs <n>', 'how many pairs to grade', parseCount, 2000)
    .option('--seed <n>', 'seed of the choice of pairs', parseSeed, 1)
    .addOption(
      new Option('--on-bad-row <what>', 'refuse the tables, or skip the row and report it')
        .choices(['refuse', 'skip'])
        .default('refuse'),
    )
    .requiredOption('--out <file>', 'the grades table (.jsonl, .jsonl.gz, .csv, .parquet)')
    .addHelpText(
      'after',
      `
Half of the pairs come from the events, the rest are drawn at random. Pairs that the policy cannot grade
are counted and left out.

Example:
  $ pocketrank grade --data tables/ --policy policy.md --pairs 5000 --out tables/grades.jsonl`,
    )
    .action((options: GradeArguments) => runGrade(options, context));
}

async function runGrade(options: GradeArguments, context: CommandContext): Promise<void> {
  const { stderr, progress, signal } = context;
  await checkOutput(options.out);
  const policy = await readPolicyFile(options.policy);
  const { tables } = await openData(
    options.data,
    { onBadRow: options.onBadRow, require: ['jobs', 'profiles'], grades: [], slates: [] },
    context,
  );
  const grader = createRubricGrader(policy, { now: latestTime(tables) });
  const pairs = choosePairs(tables, options.pairs, options.seed);
  const bar = progress.bar('Grade', pairs.length, 'pairs');
  const rows: object[] = [];
  let ungraded = 0;
  for (const [i, { profileId, jobId, profile, job }] of pairs.entries()) {
    if (i % 64 === 0) await new Promise<void>((done) => setImmediate(done));
    if (signal.aborted) {
      throw new PocketRankError('INTERRUPTED', `Stopped after ${i} of ${pairs.length} pairs.`);
    }
    const result = grader.grade(profile, job);
    if (result.grade === undefined) ungraded++;
    else {
      const { grade, score, rationale } = result;
      rows.push({ profileId, jobId, grade, grader: 'rubric', score, rationale });
    }
    bar.advance();
  }
  bar.done();
  progress.stop();
  if (rows.length === 0) {
    throw new PocketRankError(
      'MISSING_TABLE',
      `${policy.source} can grade none of the ${pairs.length} pairs: they hold too little evidence for it.`,
      { hint: 'See what it reads with: pocketrank policy check.' },
    );
  }
  await writeTable(options.out, rows);
  stderr.write(`${options.out}: ${rows.length} graded pairs, ${ungraded} could not be graded\n`);
}
