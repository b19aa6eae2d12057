import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Command, Option } from 'commander';
import type { Ablations } from '../recipe/ablate.ts';
import { formatDuration, formatInterval, formatNumber } from '../console/format.ts';
import { renderTable } from '../console/print-table.ts';
import { fileError } from '../files/file-error.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import { PRESET_NAMES, type PresetName } from '../recipe/presets.ts';
import { asInterval } from '../recipe/render-measurements.ts';
import { checkOutput } from './check-output.ts';
import type { CommandContext } from './context.ts';
import { makeWorkFolder } from './make-work-folder.ts';
import { MARKET } from './open-data.ts';
import { inferredDomainOption, openDomainData } from './open-domain-data.ts';
import { openMatches } from './open-sources.ts';
import {
  addSampleOptions,
  badRowOption,
  learningSample,
  nowOption,
  parseSeed,
  type SampleArguments,
} from './options.ts';

interface AblateArguments extends SampleArguments {
  data: string;
  domain?: string;
  policy?: string;
  preset: PresetName;
  seed: number;
  onBadRow: 'refuse' | 'skip';
  now?: number;
  work: string;
  events?: string[];
  matches?: string[];
  out: string;
}

/** `pocketrank ablate`: what each part of the recipe is worth on these tables. */
export function addAblateCommand(program: Command, context: CommandContext): void {
  addSampleOptions(program.command('ablate'))
    .description(
      'Distill one student for each change of the recipe from the same teachers, and compare them.',
    )
    .option(
      '--data <dir>',
      `folder of tables, or "${MARKET}" for the embedded simulated market`,
      MARKET,
    )
    .addOption(inferredDomainOption())
    .option('--policy <file>', 'as for distill')
    .addOption(
      new Option('--preset <preset>', 'how long each student trains')
        .choices(PRESET_NAMES)
        .default('quick'),
    )
    .option('--seed <n>', 'the same seed and tables give the same figures', parseSeed, 1)
    .addOption(badRowOption())
    .addOption(nowOption())
    .option('--work <dir>', 'where checkpoints lie', '.cache/pocketrank')
    .option('--events <name...>', 'event tables, by name or path; default: events')
    .option('--matches <dir...>', 'tables of occupations and their titles, as for distill')
    .requiredOption('--out <dir>', 'folder for report.html and ablations.json')
    .addHelpText(
      'after',
      `
Example:
  $ pocketrank ablate --data tables/ --preset quick --out ablations/

Ctrl-C keeps what is done: the same command again goes on from there.`,
    )
    .action((options: AblateArguments) => runAblate(options, context));
}

async function runAblate(options: AblateArguments, context: CommandContext): Promise<void> {
  const { stdout, stderr, progress, signal } = context;
  const { preset, seed, out, onBadRow } = options;
  const startMs = performance.now();
  await makeWorkFolder(options.work);
  try {
    await mkdir(out, { recursive: true });
  } catch (error) {
    throw fileError('write', out, error);
  }
  const paths = { report: join(out, 'report.html'), json: join(out, 'ablations.json') };
  for (const path of Object.values(paths)) await checkOutput(path);
  const { tables, source, simulated, domain } = await openDomainData(
    options,
    {
      onBadRow,
      sample: learningSample(options),
      require: ['items', 'profiles'],
      marketPreset: preset === 'full' ? 'full' : 'quick',
      marketSeed: seed,
      ...(options.now === undefined ? {} : { now: options.now }),
      ...(options.events === undefined ? {} : { events: options.events }),
    },
    context,
  );
  const matches = await openMatches(options.matches, onBadRow, context);
  // Training packages are loaded only now: help and usage errors need none of them.
  const { ablate } = await import('../recipe/ablate.ts');
  const ablations = await ablate(tables, {
    domain,
    matches,
    preset,
    seed,
    workDir: options.work,
    simulated,
    progress,
    log: (line) => stderr.write(`${line}\n`),
    signal,
  });
  progress.stop();
  const { renderAblationReport } = await import('../report/ablation-report.ts');
  const html = renderAblationReport(ablations, { data: source, command: commandOf(options) });
  await writeFileAtomic(paths.json, `${JSON.stringify(ablations, null, 2)}\n`);
  await writeFileAtomic(paths.report, html);
  stdout.write(renderAblations(ablations));
  stdout.write(`\n${paths.report}, in ${formatDuration(performance.now() - startMs)}\n`);
}

/** The differences for the console; the source of the numbers stands in every line. */
function renderAblations({ variants, source, slates, profiles }: Ablations): string {
  const table = renderTable(
    [
      { title: 'variant' },
      { title: 'KB', align: 'right' },
      { title: 'nDCG@10', align: 'right' },
      { title: 'less full recipe', align: 'right' },
      { title: 'ECE', align: 'right' },
      { title: 'data' },
    ],
    variants.map(({ name, gzipBytes, measures, ece }) => [
      name,
      formatNumber(gzipBytes / 1024, 0),
      formatInterval(asInterval(measures['nDCG@10']!.value)),
      formatInterval(asInterval(measures['nDCG@10']!.difference)),
      ece === null ? '–' : formatNumber(ece, 4),
      source,
    ]),
  );
  return `${table}${slates} slates of ${profiles} profiles, full candidate lists; differences are paired by slate\n`;
}

function commandOf(options: AblateArguments): string {
  const { data, domain, policy, matches, events, onBadRow, preset, seed, now, out } = options;
  const parts: [flag: string, value: string | undefined][] = [
    ['data', data],
    ['domain', domain],
    ['policy', policy],
    ['matches', matches?.join(' ')],
    ['events', events?.join(' ')],
    ['now', now === undefined ? undefined : new Date(now).toISOString()],
    ['on-bad-row', onBadRow === 'refuse' ? undefined : onBadRow],
    ['preset', preset],
    ['seed', String(seed)],
    ['out', basename(out)],
  ];
  const flags = parts.flatMap(([flag, value]) => (value === undefined ? [] : `--${flag} ${value}`));
  return `pocketrank ablate ${flags.join(' ')}`;
}
