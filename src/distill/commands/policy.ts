import { basename } from 'node:path';
import type { Command } from 'commander';
import { formatNumber } from '../console/format.ts';
import { renderTable } from '../console/print-table.ts';
import { compareGraders, type GraderComparison } from '../golden/compare-graders.ts';
import { gradeByRubric } from '../golden/grade-by-rubric.ts';
import { renderComparisons } from '../golden/render-agreement.ts';
import { samplePairs } from '../golden/sample-pairs.ts';
import type { GoldenPair } from '../golden/types.ts';
import { createPairTitles, type PairTitles } from '../golden/pair-titles.ts';
import { diffPolicies, type GradeChange, type PolicyDiff } from '../policy/diff-policies.ts';
import { describeFailure, failedExamples, type FailedExample } from '../policy/grade-examples.ts';
import type { RubricGrade, Ungraded } from '../policy/rubric-grader.ts';
import type { Policy } from '../policy/policy.ts';
import type { Tables } from '../tables/types.ts';
import type { CommandContext } from './context.ts';
import { MARKET } from './open-data.ts';
import { nowOption, parseCount, parseSeed } from './options.ts';
import { comparisonJson } from './grade-report.ts';
import { openPairData } from './open-pair-data.ts';
import { domainOption, readPolicy } from './open-domain.ts';

interface DiffArguments {
  domain: string;
  data: string;
  model?: string;
  grades?: string[];
  now?: number;
  pairs: number;
  seed: number;
  json?: true;
}

/** `pocketrank policy check` and `pocketrank policy diff`. */
export function addPolicyCommand(program: Command, context: CommandContext): void {
  const policy = program.command('policy').description('Check a policy, or compare two.');
  policy
    .command('check')
    .description('Compile the policy of a domain and grade its examples.')
    .argument('[file]', "a policy (Markdown) in place of the domain's own")
    .addOption(domainOption())
    .action((path: string | undefined, { domain }: { domain: string }) =>
      runCheck(domain, path, context),
    );
  policy
    .command('diff')
    .description('Tell which grades change between two policies of a domain.')
    .argument('<before>', 'a policy (Markdown)')
    .argument('[after]', "its edited version; default: the domain's own")
    .addOption(domainOption())
    .requiredOption('--data <dir>', `folder of tables, or "${MARKET}"`)
    .option('--model <file>', 'the current student: it finds the hard and the borderline pairs')
    .option('--pairs <n>', 'how many pairs to grade under both', parseCount, 2000)
    .option('--grades <name...>', 'grade tables to agree with; default: grades, if it is there')
    .addOption(nowOption())
    .option('--seed <n>', 'seed of the sample', parseSeed, 1)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
The pairs of the grade tables come first, and how well the policy agrees with them is told before and after
the edit; the rest is sampled as \`pocketrank grade\` does.

Example:
  $ pocketrank policy diff old.md new.md --data tables/ --grades human-grades
  $ pocketrank policy diff old.md --domain ours/ --data tables/`,
    )
    .action((before: string, after: string | undefined, options: DiffArguments) =>
      runDiff(before, after, options, context),
    );
}

async function runCheck(
  domain: string,
  path: string | undefined,
  context: CommandContext,
): Promise<void> {
  const { stdout } = context;
  const policy = await readPolicy(context, path, domain);
  const { title, source, criteria, limits, caps, examples } = policy;
  const total = criteria.reduce((sum, { weight }) => sum + weight, 0);
  stdout.write(
    `${basename(source)}: "${title}", ${criteria.length} criteria, ${limits.length} hard limits, ` +
      `${caps.length} grade caps, ${examples.length} examples, each graded as it states\n\n`,
  );
  stdout.write(
    renderTable(
      [
        { title: 'criterion' },
        { title: 'weight', align: 'right' },
        { title: 'share', align: 'right' },
      ],
      criteria.map(({ name, weight }) => [
        name,
        String(weight),
        `${formatNumber((100 * weight) / total, 1)} %`,
      ]),
    ),
  );
}

const GRADES = ['0', '1', '2', '3', '4', 'ungraded'];
const MAX_SHOWN = 10;

async function runDiff(
  beforePath: string,
  afterPath: string | undefined,
  options: DiffArguments,
  context: CommandContext,
): Promise<void> {
  // An example that fails is a thing to show, not a reason to show nothing.
  const compiled = { gradeExamples: false };
  const before = await readPolicy(context, beforePath, options.domain, compiled);
  const after = await readPolicy(context, afterPath, options.domain, compiled);
  const { tables, student } = await openPairData(options, after.domain, context);
  const { now } = tables;
  const { pairs: count, seed } = options;
  const pairs = samplePairs(tables, { count, seed, now, student });
  const diff = diffPolicies(before, after, pairs, { now });
  const agreements = await agreementsWith(tables, pairs, [before, after], now, seed);
  const shown: ShownDiff = {
    diff,
    agreements,
    failed: failedExamples(after),
    titles: createPairTitles(after.domain.schema),
  };
  context.stdout.write(options.json ? asJson(shown) : asText(shown));
}

/** What is told of an edit. */
interface ShownDiff {
  diff: PolicyDiff<GoldenPair>;
  agreements: readonly GraderComparison[];
  /** Examples that do not get their grade after the edit. */
  failed: readonly FailedExample[];
  titles: PairTitles;
}

/** How a policy was called in comparisons: both may come from files of one name. */
const VERSIONS = ['before', 'after'] as const;

/** How the rubric agrees with those who graded before, under each policy. */
async function agreementsWith(
  { grades }: Pick<Tables, 'grades'>,
  pairs: readonly GoldenPair[],
  policies: readonly [Policy, Policy],
  now: number,
  seed: number,
): Promise<GraderComparison[]> {
  const stated = pairs.filter(({ stratum }) => stratum === 'stated');
  const comparisons: GraderComparison[] = [];
  // Grades of the rubric itself are the old policy's, and nobody's opinion.
  const others = grades.filter(({ grader }) => grader !== 'rubric');
  for (const [i, policy] of policies.entries()) {
    const own = await gradeByRubric(stated, policy, now);
    const name = `rubric ${VERSIONS[i]}`;
    const rows = own.flatMap(({ pair: { profileId, itemId }, grade }) =>
      grade === undefined ? [] : [{ profileId, itemId, grade, grader: name }],
    );
    const found = compareGraders([...others, ...rows], seed);
    comparisons.push(...found.filter(({ b }) => b === name));
  }
  return comparisons.sort((a, b) => a.a.localeCompare(b.a, 'en'));
}

function asJson({ diff, agreements, failed, titles }: ShownDiff): string {
  const { pairs, raised, lowered, ungraded, moves, changes } = diff;
  const rows = changes.map(({ pair, before, after, because }) => ({
    profileId: pair.profileId,
    itemId: pair.itemId,
    profile: titles.profile(pair.profile),
    item: titles.item(pair.item),
    before: before.grade ?? null,
    after: after.grade ?? null,
    because,
    reasonBefore: reasonOf(before),
    reasonAfter: reasonOf(after),
  }));
  const agreement = agreements.map(comparisonJson);
  const examples = failed.map(({ example, result }) => ({
    name: example.name,
    line: example.line,
    stated: example.grade,
    computed: result.grade ?? 'ungraded',
    reason: reasonOf(result),
  }));
  const json = { pairs, raised, lowered, ungraded, moves, agreement, examples, changes: rows };
  return `${JSON.stringify(json, null, 2)}\n`;
}

function asText({ diff, agreements, failed, titles }: ShownDiff): string {
  const { pairs, raised, lowered, ungraded, moves, changes } = diff;
  const parts = [
    `${pairs} pairs: ${raised} grades rose, ${lowered} fell, ${ungraded} became or ceased to be ungraded\n\n`,
    renderTable(
      [
        { title: 'before \\ after' },
        ...GRADES.map((title) => ({ title, align: 'right' as const })),
      ],
      moves.map((row, i) => [GRADES[i] as string, ...row.map(String)]),
    ),
    ...changes.slice(0, MAX_SHOWN).map((change) => describeChange(change, titles)),
  ];
  const more = changes.length - MAX_SHOWN;
  if (more > 0) parts.push(`\nand ${more} more; --json lists all\n`);
  if (agreements.length > 0) parts.push('\n', renderComparisons(agreements));
  if (failed.length > 0) {
    const what = failed.length === 1 ? 'example does' : 'examples do';
    const shown = failed.slice(0, MAX_SHOWN).map((failure) => `${describeFailure(failure)}\n`);
    parts.push(`\n${failed.length} ${what} not get the grade stated after the edit:\n`, ...shown);
    if (failed.length > MAX_SHOWN) parts.push(`and ${failed.length - MAX_SHOWN} more\n`);
  }
  return parts.join('');
}

function describeChange(change: GradeChange<GoldenPair>, titles: PairTitles): string {
  const { pair, before, after, because } = change;
  const who = titles.profile(pair.profile) || 'somebody';
  const what = titles.item(pair.item) || 'something';
  return `
${who} × ${what} (${pair.profileId} × ${pair.itemId})
  ${before.grade ?? 'ungraded'} → ${after.grade ?? 'ungraded'}, because of ${because.join(', ')}
  before: ${reasonOf(before)}
  after:  ${reasonOf(after)}
`;
}

function reasonOf(result: RubricGrade | Ungraded): string {
  return result.grade === undefined ? result.reason : result.rationale;
}
