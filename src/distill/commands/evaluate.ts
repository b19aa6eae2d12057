import { basename } from 'node:path';
import { Option, type Command } from 'commander';
import { hashValue } from '../files/content-hash.ts';
import { PocketRankError } from '../../core/errors.ts';
import { evaluateModel } from '../evaluate/evaluate-model.ts';
import { modelEvaluationJson, renderModelEvaluation } from '../evaluate/render-model-evaluation.ts';
import { compileSchema } from '../../core/features/compile-schema.ts';
import type { Domain } from '../domain.ts';
import { tableOptionsOf } from '../tables/domain-options.ts';
import type { CommandContext } from './context.ts';
import { describeModel, modelLine } from './describe-model.ts';
import { MARKET, openData } from './open-data.ts';
import { weightsByName, weightsText } from '../evaluate/named-weights.ts';
import {
  addSampleOptions,
  askedSample,
  badRowOption,
  collectWeights,
  nowOption,
  parseCount,
  parseSeed,
  parseShare,
  type SampleArguments,
} from './options.ts';
import { readModelFile, type ModelFile } from './read-model-file.ts';
import { readResidualsFile } from './read-residuals-file.ts';
import { openPolicy } from '../policy/open-policy.ts';
import { DEFAULT_DOMAIN } from './open-domain.ts';

interface EvaluateArguments extends SampleArguments {
  model: string;
  residuals?: string;
  data: string;
  market?: 'quick' | 'full';
  slates?: string[];
  every: number;
  pairs?: string[];
  events?: string[];
  domain?: string;
  policy?: string;
  alpha?: number;
  weights?: Record<string, number>;
  seed: number;
  onBadRow: 'refuse' | 'skip';
  now?: number;
  json?: true;
}

/** `pocketrank evaluate`: how well a model file ranks slates, beside baselines, and which pairs it has right. */
export function addEvaluateCommand(program: Command, context: CommandContext): void {
  addSampleOptions(program.command('evaluate'), false)
    .description('Measure a model on slates and pairs with the code that ships, beside baselines.')
    .requiredOption('--model <file>', 'the model file')
    .option('--residuals <file>', 'rank with what the log says of items, too')
    .requiredOption(
      '--data <dir>',
      `folder of tables, or "${MARKET}" for the embedded simulated market`,
    )
    .addOption(
      new Option('--market <size>', 'size of the embedded market')
        .choices(['quick', 'full'])
        .default('quick'),
    )
    .option('--slates <file...>', 'slate tables, by name or path; default: all of the folder')
    .option(
      '--pairs <name...>',
      'tables of pairs, by name or path: which of two items comes first; default: pairs',
    )
    .option('--every <n>', 'rank every nth slate alone, where there are many', parseCount, 1)
    .option(
      '--events <name...>',
      'event tables for baselines and off-policy estimates, by name or path',
    )
    .option(
      '--domain <name|dir>',
      "whose policy judges poor matches; it refuses models of another schema; default: the model's, where it ships",
    )
    .option('--policy <file>', "a policy (Markdown) in place of the domain's own")
    .option('--alpha <share>', 'weight of the policy against clicks, 0 to 1', parseShare)
    .option(
      '--weights <name=number...>',
      "what each output is worth, such as policy=2 click=1; default: the model's",
      collectWeights,
    )
    .option('--seed <n>', 'seed of intervals, the random baseline and the market', parseSeed, 1)
    .addOption(badRowOption())
    .addOption(nowOption())
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ pocketrank evaluate --model models/ours.safetensors --data tables/
  $ pocketrank evaluate --model models/ours.safetensors --data tables/ --slates validation-slates --alpha 1 --json
  $ pocketrank evaluate --model models/ours.safetensors --data cases/     # a folder with pairs.jsonl alone`,
    )
    .action((options: EvaluateArguments) => runEvaluate(options, context));
}

async function runEvaluate(options: EvaluateArguments, context: CommandContext): Promise<void> {
  const model = await readModelFile(options.model);
  const residuals = await readResidualsFile(options.residuals, model);
  const domain = await openJudge(model, options, context);
  const { tables, source } = await openData(
    options.data,
    {
      domain: options.data === MARKET ? domain : undefined,
      ...tableOptionsOf(model.student.schema.source),
      onBadRow: options.onBadRow,
      ...askedSample(options),
      // Slates and events need items and profiles; pairs may hold theirs.
      require: [],
      marketPreset: options.market ?? 'quick',
      marketSeed: options.seed,
      ...(options.slates === undefined ? {} : { slates: options.slates }),
      ...(options.pairs === undefined ? {} : { pairs: options.pairs }),
      ...(options.now === undefined ? {} : { now: options.now }),
      ...(options.events === undefined ? {} : { events: options.events }),
    },
    context,
  );
  const { alpha } = options;
  const weights =
    options.weights ?? (alpha === undefined ? undefined : { policy: alpha, click: 1 - alpha });
  const policy = domain && openPolicy(domain, { gradeExamples: false });
  const evaluation = await evaluateModel(model.student, tables, {
    ...(policy && { policy }),
    every: options.every,
    seed: options.seed,
    progress: context.progress,
    signal: context.signal,
    residuals: options.residuals === undefined ? undefined : residuals,
    ...(weights && { weights: weightsByName(model.student.outputs, weights) }),
  });
  context.progress.stop();
  if (options.json) {
    const json = {
      model: { file: basename(options.model), ...describeModel(model) },
      ...(modelEvaluationJson(evaluation, source) as object),
    };
    context.stdout.write(`${JSON.stringify(json, null, 2)}\n`);
    return;
  }
  const { items, profiles, events } = tables;
  context.stdout.write(
    `${modelLine(model)}\n` +
      `Data: ${source}, ${items.size} items, ${profiles.size} profiles, ${events.length} events\n` +
      `Score: ${weightsText(evaluation.weights)}\n\n` +
      renderModelEvaluation(evaluation, source),
  );
}

/**
 * The domain whose policy judges: the one that is named; else the model's own, where it ships. A model that does not
 * say what it is of is taken for one of jobs.
 *
 * @throws MODEL_MISMATCH where the model is of another schema than the domain that is named
 */
async function openJudge(
  { path, student }: ModelFile,
  { domain: named, policy }: EvaluateArguments,
  { domains }: CommandContext,
): Promise<Domain | undefined> {
  const own = student.metadata.domain ?? DEFAULT_DOMAIN;
  if (named === undefined && !domains.names.includes(own)) return undefined;
  const domain = await domains.open(named ?? own, { policy });
  const { schema } = domain;
  const isOther = hashValue(compileSchema(schema).source) !== hashValue(student.schema.source);
  if (named !== undefined && isOther) {
    throw new PocketRankError(
      'MODEL_MISMATCH',
      `${path} was made for the schema "${student.schema.name}", which is not that of ${named} ("${schema.name}").`,
      {
        hint: `See its own with: pocketrank inspect ${path} --json. Or distill with --domain ${named}.`,
      },
    );
  }
  return domain;
}
