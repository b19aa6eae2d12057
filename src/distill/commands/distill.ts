import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Command, Option } from 'commander';
import { isPocketRankError, PocketRankError } from '../../core/errors.ts';
import { formatBytes, formatDuration } from '../console/format.ts';
import { PRESET_NAMES, type PresetName } from '../recipe/presets.ts';
import type { Distilled } from '../recipe/distill.ts';
import { readFileBytes } from '../files/read-file-bytes.ts';
import { STUDENT_SIZES, type StudentSize } from '../recipe/student-size.ts';
import { TRAINING_BACKENDS, type TrainingBackend } from '../train/backend/tensorflow.ts';
import { checkOutput } from './check-output.ts';
import type { CommandContext } from './context.ts';
import { makeWorkFolder } from './make-work-folder.ts';
import { messageWithoutHint } from './message-without-hint.ts';
import { MARKET } from './open-data.ts';
import { inferredDomainOption, openDomainData } from './open-domain-data.ts';
import { openMatches } from './open-sources.ts';
import { openLabels } from './open-labels.ts';
import {
  addSampleOptions,
  badRowOption,
  learningSample,
  nowOption,
  parseSeed,
  parseShare,
  type SampleArguments,
} from './options.ts';
import { modelFilePaths, writeModelFiles, type ModelSizes } from './write-model-files.ts';

interface DistillArguments extends SampleArguments {
  data: string;
  market?: 'quick' | 'full';
  domain?: string;
  policy?: string;
  preset: PresetName;
  size: StudentSize;
  backend: TrainingBackend;
  seed: number;
  alpha?: number;
  onBadRow: 'refuse' | 'skip';
  now?: number;
  work: string;
  events?: string[];
  matches?: string[];
  out: string;
}

/** `pocketrank distill`: tables in, a model file out. */
export function addDistillCommand(program: Command, context: CommandContext): void {
  addSampleOptions(program.command('distill'))
    .description('Train the teachers, distill them into one int8 model file, and measure it.')
    .option(
      '--data <dir>',
      `folder of tables, or "${MARKET}" for the embedded simulated market`,
      MARKET,
    )
    .addOption(
      new Option('--market <size>', 'use the embedded market in this size (implies --data market)')
        .choices(['quick', 'full'])
        .conflicts('data'),
    )
    .addOption(inferredDomainOption())
    .option('--policy <file>', "policy (Markdown); default: the domain's own")
    .addOption(
      new Option(
        '--preset <preset>',
        'smoke: seconds, to see that the tables go through; quick: about a minute; full: a model to ship',
      )
        .choices(PRESET_NAMES)
        .default('quick'),
    )
    .addOption(
      new Option(
        '--size <size>',
        "the student's size: small is about a third of base after gzip, tiny a sixth; large, with 1.75 times the rows, is for many languages",
      )
        .choices(STUDENT_SIZES)
        .default('base'),
    )
    .addOption(
      new Option(
        '--backend <backend>',
        'what trains: wasm, one core of the processor; webgpu, a GPU (by the npm package webgpu)',
      )
        .choices(TRAINING_BACKENDS)
        .default('wasm'),
    )
    .option('--seed <n>', 'the same seed and tables give the same bytes', parseSeed, 1)
    .option(
      '--alpha <share>',
      'weight of the policy against clicks, 0 to 1; default: chosen on held-out profiles',
      parseShare,
    )
    .addOption(badRowOption())
    .addOption(nowOption())
    .option('--work <dir>', 'where checkpoints lie', '.cache/pocketrank')
    .option('--events <name...>', 'event tables, by name or path; default: events')
    .option(
      '--matches <dir...>',
      'tables of occupations and their titles (see `pocketrank taxonomy`) to learn titles from',
    )
    .requiredOption(
      '--out <file>',
      'the model file; .metrics.json, .card.md, .report.html and, where the log gives any, .residuals.safetensors are put beside it',
    )
    .addHelpText(
      'after',
      `
Examples:
  $ pocketrank distill --out models/first.safetensors
  $ pocketrank distill --data tables/ --policy policy.md --preset full --out models/ours.safetensors
  $ pocketrank distill --data tables/ --events clicks applies --alpha 0.7 --out models/ours.safetensors

Ctrl-C keeps what is done: the same command again goes on from there.`,
    )
    .action((options: DistillArguments) => runDistill(options, context));
}

async function runDistill(options: DistillArguments, context: CommandContext): Promise<void> {
  const { stdout, stderr, progress, signal } = context;
  const { preset, size, backend, seed, alpha, out } = options;
  const startMs = performance.now();
  await makeWorkFolder(options.work);
  for (const path of Object.values(modelFilePaths(out))) await checkOutput(path);
  const matches = await openMatches(options.matches, options.onBadRow, context);
  const { tables, source, simulated, domain } = await openDomainData(
    { ...options, data: options.market === undefined ? options.data : MARKET },
    {
      onBadRow: options.onBadRow,
      sample: learningSample(options),
      require: ['items', 'profiles'],
      marketPreset: options.market ?? (preset === 'full' ? 'full' : 'quick'),
      marketSeed: seed,
      matches,
      ...(options.now === undefined ? {} : { now: options.now }),
      ...(options.events === undefined ? {} : { events: options.events }),
    },
    context,
  );
  await openLabels(options.market === undefined ? options.data : MARKET, tables, domain.teaching);
  // Training packages are loaded only now: help and usage errors need none of them.
  const { distill } = await import('../recipe/distill.ts');
  const distilled = await distill(tables, {
    domain,
    matches,
    preset,
    size,
    backend,
    seed,
    alpha,
    workDir: options.work,
    simulated,
    progress,
    log: (line) => stderr.write(`${line}\n`),
    signal,
  });
  progress.stop();
  const written = await writeOrKeep(options, distilled, {
    source,
    simulated,
    command: commandOf(options),
    notices: await readNotices(options.matches ?? []),
  });
  stdout.write(`${distilled.report.trimEnd()}\n\n`);
  for (const note of distilled.notes) stdout.write(`${note}\n`);
  if (distilled.residuals !== undefined) {
    const { residuals } = modelFilePaths(out);
    stdout.write(`${residuals}: for \`pocketrank encode --residuals\`\n`);
  }
  stdout.write(
    `${out}: ${formatBytes(written.bytes)}, ${formatBytes(written.gzipBytes)} gzip, in ${formatDuration(performance.now() - startMs)}\n`,
  );
}

/** The command that makes the same model, without what does not shape it. */
function commandOf(options: DistillArguments): string {
  const {
    market,
    data,
    domain,
    policy,
    preset,
    size,
    backend,
    seed,
    alpha,
    onBadRow,
    events,
    matches,
    now,
    people,
    perPerson,
  } = options;
  const parts: [flag: string, value: string | undefined][] = [
    market === undefined ? ['data', data] : ['market', market],
    ['domain', domain],
    ['policy', policy],
    ['matches', matches?.join(' ')],
    ['events', events?.join(' ')],
    ['people', people?.toString()],
    ['per-person', perPerson?.toString()],
    ['now', now === undefined ? undefined : new Date(now).toISOString()],
    ['on-bad-row', onBadRow === 'refuse' ? undefined : onBadRow],
    ['preset', preset],
    ['size', size === 'base' ? undefined : size],
    ['backend', backend === 'wasm' ? undefined : backend],
    ['seed', String(seed)],
    ['alpha', alpha?.toString()],
    ['out', basename(options.out)],
  ];
  const flags = parts.flatMap(([flag, value]) =>
    value === undefined ? [] : [`--${flag} ${value}`],
  );
  return `pocketrank distill ${flags.join(' ')}`;
}

/** What folders of taxonomies ask to be said by whoever ships weights trained on them. */
async function readNotices(dirs: readonly string[]): Promise<string> {
  const texts: string[] = [];
  for (const dir of dirs) {
    const path = join(dir, 'README.md');
    if (existsSync(path)) texts.push(new TextDecoder().decode(await readFileBytes(path)));
  }
  return texts.join('\n').replace(/^# .*\n/gm, '');
}

/** Where the place for the model fails only now (a disk that filled up), the work is kept beside the checkpoints. */
async function writeOrKeep(
  { out, work }: DistillArguments,
  distilled: Distilled,
  data: Parameters<typeof writeModelFiles>[2],
): Promise<ModelSizes> {
  try {
    return await writeModelFiles(out, distilled, data);
  } catch (error) {
    if (!isPocketRankError(error, 'FILE_FAILED')) throw error;
    const kept = join(work, basename(out));
    await writeModelFiles(kept, distilled, data).catch(() => {
      throw error;
    });
    const hint = `The finished model is kept at ${kept}: make room and copy it, its metrics and its card.`;
    throw new PocketRankError(error.code, messageWithoutHint(error), { hint, cause: error });
  }
}
