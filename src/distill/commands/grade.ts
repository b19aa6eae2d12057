import { basename } from 'node:path';
import { Option, type Command } from 'commander';
import { PocketRankError } from '../../core/errors.ts';
import { compareCriteria } from '../golden/compare-criteria.ts';
import { compareGraders } from '../golden/compare-graders.ts';
import { gradeByRubric } from '../golden/grade-by-rubric.ts';
import { createPairTitles } from '../golden/pair-titles.ts';
import { listDisagreements, type ReasonedGrade } from '../golden/list-disagreements.ts';
import { renderComparisons, renderDisagreements } from '../golden/render-agreement.ts';
import { samplePairs } from '../golden/sample-pairs.ts';
import { pairKey, type GoldenPair, type GradedPair, type GradeOutcome } from '../golden/types.ts';
import type { Policy } from '../policy/policy.ts';
import { TABLE_FORMATS, tableFormat } from '../tables/formats.ts';
import { writeTable } from '../tables/write-table.ts';
import { checkNoOtherGraders } from './check-no-other-graders.ts';
import { checkOutput } from './check-output.ts';
import type { CommandContext } from './context.ts';
import { checkLlmArguments, runLlm, type LlmArguments, type LlmRun } from './grade-llm.ts';
import {
  comparisonJson,
  renderCalls,
  renderCriteria,
  renderStrata,
  strataCounts,
} from './grade-report.ts';
import { renderSecond, runSecond, type SecondArguments } from './grade-second.ts';
import { MARKET } from './open-data.ts';
import {
  addSampleOptions,
  badRowOption,
  learningSample,
  nowOption,
  parseAmount,
  parseCount,
  parseSeed,
  type SampleArguments,
} from './options.ts';
import { openPairData } from './open-pair-data.ts';
import { domainOption, readPolicy } from './open-domain.ts';
import { rowsOf } from './grade-rows.ts';

interface GradeArguments extends LlmArguments, SecondArguments, SampleArguments {
  domain: string;
  data: string;
  policy?: string;
  grader: 'rubric' | 'llm';
  model?: string;
  pairs: number;
  grades?: string[];
  now?: number;
  seed: number;
  onBadRow: 'refuse' | 'skip';
  out?: string;
  disagreements?: string;
  json?: true;
}

const RUBRIC = 'rubric';

/** `pocketrank grade`: a golden set by a policy. */
export function addGradeCommand(program: Command, context: CommandContext): void {
  addSampleOptions(program.command('grade'))
    .description('Grade a stratified sample of pairs by a policy and write them as a grades table.')
    .requiredOption('--data <dir>', `folder of tables, or "${MARKET}"`)
    .addOption(domainOption())
    .option('--policy <file>', "a policy (Markdown) in place of the domain's own")
    .addOption(
      new Option('--grader <grader>', "the policy's rubric, or a language model that reads it")
        .choices([RUBRIC, 'llm'])
        .default(RUBRIC),
    )
    .option('--model <file>', 'the current student: it finds the hard and the borderline pairs')
    .option('--pairs <n>', 'how many pairs to grade', parseCount, 2000)
    .option('--grades <name...>', 'grade tables to compare with; default: grades, if it is there')
    .addOption(nowOption())
    .option('--seed <n>', 'seed of the sample', parseSeed, 1)
    .addOption(badRowOption())
    .option('--out <file>', 'the grades table (.jsonl, .jsonl.gz, .csv, .parquet)')
    .option(
      '--disagreements <file>',
      'where to list the pairs that graders see differently (.jsonl)',
    )
    .option('--json', 'print JSON')
    .option('--endpoint <url>', 'llm: an OpenAI-compatible endpoint, up to /v1')
    .option('--llm-model <name>', 'llm: the model to ask there')
    .option(
      '--second <name>',
      'llm: another model, asked where the first and the rubric (or a person) are two grades or more apart',
    )
    .option('--second-endpoint <url>', 'llm: where the second is asked; default: as the first')
    .option('--dry-run', 'llm: tell what would be asked, sent, spent and waited, and stop')
    .option('--max-cost <usd>', 'llm: what this run may cost', parseAmount)
    .option('--price-in <usd>', 'llm: price of a million prompt tokens', parseAmount)
    .option('--price-out <usd>', 'llm: price of a million answer tokens', parseAmount)
    .option(
      '--price-cached <usd>',
      'llm: price of a million prompt tokens that were read before',
      parseAmount,
    )
    .option('--concurrency <n>', 'llm: questions under way at once', parseCount, 8)
    .option('--timeout <s>', 'llm: seconds to wait for an answer', parseCount, 120)
    .option('--max-tokens <n>', 'llm: longest answer', parseCount, 4000)
    .option('--max-failures <n>', 'llm: questions that may be given up', parseSeed, 20)
    .option('--work <dir>', 'llm: where answers are kept', '.cache/pocketrank')
    .addHelpText(
      'after',
      `
Pairs that the grade tables hold already come first, so that graders can be compared; the rest is sampled:
40 % hard, 40 % borderline, 20 % easy. Pairs that cannot be graded are counted and left out.

A language model gets what of the policy a grader needs (first, so that endpoints can keep it) and, of each pair,
the item and the profile without protected attributes, name, contact data and ids. The key is read from
POCKETRANK_API_KEY or OPENAI_API_KEY, at Azure from AZURE_OPENAI_API_KEY too; that of a second endpoint at another
host from POCKETRANK_SECOND_API_KEY. Every answer is kept: the same command again asks only for what is missing.
Of a pair with two opinions the row that is nearer to the middle of all stands last, which is the one that counts.

Examples:
  $ pocketrank grade --data tables/ --policy policy.md --pairs 5000 --out tables/grades.jsonl
  $ pocketrank grade --data tables/ --grader llm --endpoint http://localhost:8000/v1 --llm-model NAME --dry-run
  $ pocketrank grade --data tables/ --model models/ours.safetensors --grader llm --endpoint https://host/v1 \\
      --llm-model NAME --price-in 0.4 --price-out 1.6 --max-cost 20 --grades human-grades \\
      --disagreements differ.jsonl --out tables/llm-grades.jsonl`,
    )
    .action((options: GradeArguments) => runGrade(options, context));
}

async function runGrade(options: GradeArguments, context: CommandContext): Promise<void> {
  const { stdout, stderr, progress } = context;
  const { out, disagreements: listPath } = options;
  const grader = checkArguments(options);
  if (out !== undefined) {
    checkFormat('--out', out, TABLE_FORMATS);
    await checkOutput(out);
    await checkNoOtherGraders(out, [grader, options.second ?? grader]);
  }
  if (listPath !== undefined) {
    // A column for each grader suits no flat table: names of models hold dots.
    checkFormat('--disagreements', listPath, ['jsonl', 'jsonl.gz']);
    await checkOutput(listPath);
  }
  const policy = await readPolicy(context, options.policy, options.domain);
  const { tables, source, student } = await openPairData(options, policy.domain, context, {
    onBadRow: options.onBadRow,
    sample: learningSample(options),
  });
  const { now } = tables;
  // What this grader said before is no other opinion.
  const stated = tables.grades.filter((grade) => grade.grader !== grader);
  const { pairs: count, seed } = options;
  const pairs = samplePairs({ ...tables, grades: stated }, { count, seed, now, student });

  let run: LlmRun | undefined;
  if (options.grader === 'llm') {
    run = await runLlm(pairs, policy, now, options, context);
    if (run.grading === undefined) {
      stdout.write(options.json ? pretty({ estimate: run.estimate }) : run.plan);
      return;
    }
  }
  const rubric = await rubricOutcomes(pairs, policy, now, context);
  progress.stop();
  const outcomes = run?.grading?.outcomes ?? rubric;
  const first = { grader, outcomes, spent: run?.grading?.counts.cost };
  const second = await runSecond(first, { stated, rubric }, policy, now, options, context);
  const rows = second?.rows ?? rowsOf(outcomes, grader);
  if (rows.length === 0) throw nothingGraded(policy, pairs.length, run);
  if (out !== undefined) await writeTable(out, rows);

  // The rubric costs nothing, so a language model is always compared with it.
  const others = run === undefined ? stated : [...stated, ...rowsOf(rubric, RUBRIC)];
  const graded = new Set(rows.map(pairKey));
  const all: ReasonedGrade[] = [...others.filter((row) => graded.has(pairKey(row))), ...rows];
  const comparisons = compareGraders(all, seed);
  const disagreements = listDisagreements(all, tables, createPairTitles(policy.domain.schema));
  const criteria =
    run === undefined ? [] : compareCriteria(policy, gradedOf(rubric), gradedOf(outcomes));
  if (listPath !== undefined) await writeTable(listPath, disagreements);
  if (options.json) {
    stdout.write(
      pretty({
        data: source,
        policy: basename(policy.source),
        grader,
        pairs: pairs.length,
        graded: rows.length,
        strata: Object.fromEntries(strataCounts(outcomes)),
        agreement: comparisons.map(comparisonJson),
        ...(run === undefined ? {} : { criteria }),
        disagreements: disagreements.length,
        ...(second === undefined ? {} : { second: second.summary }),
        ...(run?.grading === undefined
          ? {}
          : { failed: run.grading.failures.length, calls: run.grading.counts }),
      }),
    );
  } else {
    const parts = [renderStrata(outcomes), renderComparisons(comparisons)];
    parts.push(renderCriteria(criteria, RUBRIC, grader));
    if (second !== undefined) parts.push(renderSecond(second.summary, grader));
    parts.push(renderDisagreements(disagreements));
    stdout.write(`Data: ${source}\n\n${parts.filter((part) => part !== '').join('\n')}`);
  }
  if (run?.grading !== undefined) stderr.write(renderCalls(run.grading));
  if (listPath !== undefined) stderr.write(`${listPath}: ${disagreements.length} disagreements\n`);
  if (out !== undefined) {
    stderr.write(
      `${out}: ${rows.length} graded pairs, ${outcomes.length - rows.length} could not be graded\n`,
    );
  }
}

/** Checks what can be checked before any work; returns the name of the grader. */
function checkArguments(options: GradeArguments): string {
  const grader = options.grader === 'llm' ? checkLlmArguments(options).model : RUBRIC;
  if (options.grader === RUBRIC) {
    const flags = {
      '--endpoint': options.endpoint,
      '--llm-model': options.llmModel,
      '--second': options.second,
    };
    const stray = Object.entries(flags).find(([, value]) => value !== undefined);
    if (stray !== undefined || options.dryRun) {
      throw new PocketRankError(
        'INVALID_ARGUMENT',
        `${stray?.[0] ?? '--dry-run'} is for grading by a language model.`,
        { hint: 'Add --grader llm.' },
      );
    }
  } else if (grader === RUBRIC || options.second === RUBRIC) {
    throw new PocketRankError('INVALID_ARGUMENT', 'A language model cannot be called "rubric".', {
      hint: 'Its grades could not be told from those of the rubric; serve it under another name.',
    });
  }
  if (options.second === grader) {
    throw new PocketRankError('INVALID_ARGUMENT', `--second ${grader} is the first model again.`, {
      hint: 'A second opinion is that of another model.',
    });
  }
  if (options.out === undefined && !options.dryRun) {
    throw new PocketRankError('INVALID_ARGUMENT', 'There is no --out to write the grades to.', {
      hint: 'Add --out grades.jsonl, or with --grader llm look first with --dry-run.',
    });
  }
  return grader;
}

async function rubricOutcomes(
  pairs: readonly GoldenPair[],
  policy: Policy,
  now: number,
  { progress, signal }: CommandContext,
): Promise<GradeOutcome[]> {
  const bar = progress.bar('Rubric', pairs.length, 'pairs');
  const outcomes = await gradeByRubric(pairs, policy, now, { signal, onDone: () => bar.advance() });
  bar.done();
  return outcomes;
}

function gradedOf(outcomes: readonly GradeOutcome[]): GradedPair[] {
  return outcomes.filter((outcome): outcome is GradedPair => outcome.grade !== undefined);
}

function nothingGraded(policy: Policy, pairs: number, run: LlmRun | undefined): PocketRankError {
  const failure = run?.grading?.failures[0];
  if (failure !== undefined) {
    return new PocketRankError(
      'GRADER_FAILED',
      `None of the ${pairs} pairs got a grade; the first: ${failure.reason}.`,
      { hint: 'Check the endpoint and the model.' },
    );
  }
  return new PocketRankError(
    'MISSING_TABLE',
    `${policy.source} can grade none of the ${pairs} pairs: they hold too little evidence for it.`,
    { hint: 'See what it reads with: pocketrank policy check.' },
  );
}

function checkFormat(option: string, path: string, formats: readonly string[]): void {
  const format = tableFormat(path);
  if (format !== undefined && formats.includes(format)) return;
  throw new PocketRankError('INVALID_ARGUMENT', `${option} ${path} is no name for this table.`, {
    hint: `It must end in .${formats.join(', .')}.`,
  });
}

function pretty(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
