import { basename } from 'node:path';
import type { Command } from 'commander';
import { formatNumber } from '../console/format.ts';
import { renderTable } from '../console/print-table.ts';
import { latestTime } from '../evaluate/latest-time.ts';
import { diffPolicies, type PolicyDiff } from '../policy/diff-policies.ts';
import { choosePairs, type ChosenPair } from './choose-pairs.ts';
import type { CommandContext } from './context.ts';
import { MARKET, openData } from './open-data.ts';
import { parseCount, parseSeed } from './options.ts';
import { readPolicyFile } from './read-policy-file.ts';

interface DiffArguments {
  data: string;
  pairs: number;
  seed: number;
  json?: true;
}

/** `pocketrank policy check` and `pocketrank policy diff`. */
export function addPolicyCommand(program: Command, context: CommandContext): void {
  const policy = program.command('policy').description('Check a policy, or compare two.');
  policy
    .command('check')
    .description('Compile a policy and grade its examples.')
    .argument('<file>', 'the policy (Markdown)')
    .action((path: string) => runCheck(path, context));
  policy
    .command('diff')
    .description('Tell which grades change between two policies.')
    .argument('<before>', 'a policy (Markdown)')
    .argument('<after>', 'its edited version')
    .requiredOption('--data <dir>', `folder of tables, or "${MARKET}"`)
    .option('--pairs <n>', 'how many pairs to grade under both', parseCount, 2000)
    .option('--seed <n>', 'seed of the choice of pairs', parseSeed, 1)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ pocketrank policy diff old.md new.md --data tables/')
    .action((before: string, after: string, options: DiffArguments) =>
      runDiff(before, after, options, context),
    );
}

async function runCheck(path: string, { stdout }: CommandContext): Promise<void> {
  const { title, criteria, limits, examples } = await readPolicyFile(path);
  const total = criteria.reduce((sum, { weight }) => sum + weight, 0);
  stdout.write(
    `${basename(path)}: "${title}", ${criteria.length} criteria, ${limits.length} hard limits, ` +
      `${examples.length} examples, each graded as it states\n\n`,
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
  afterPath: string,
  options: DiffArguments,
  context: CommandContext,
): Promise<void> {
  const before = await readPolicyFile(beforePath);
  const after = await readPolicyFile(afterPath);
  const { tables } = await openData(
    options.data,
    { require: ['jobs', 'profiles'], grades: [], slates: [] },
    context,
  );
  const pairs = choosePairs(tables, options.pairs, options.seed);
  const diff = diffPolicies(before, after, pairs, { now: latestTime(tables) });
  context.stdout.write(options.json ? asJson(diff) : asText(diff));
}

function asJson({
  pairs,
  raised,
  lowered,
  ungraded,
  moves,
  changes,
}: PolicyDiff<ChosenPair>): string {
  const rows = changes.map(({ pair, before, after, because }) => ({
    profileId: pair.profileId,
    jobId: pair.jobId,
    before: before.grade ?? null,
    after: after.grade ?? null,
    because,
  }));
  return `${JSON.stringify({ pairs, raised, lowered, ungraded, moves, changes: rows }, null, 2)}\n`;
}

function asText(diff: PolicyDiff<ChosenPair>): string {
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
  ];
  if (changes.length > 0) {
    parts.push(
      '\n',
      renderTable(
        [{ title: 'profile' }, { title: 'job' }, { title: 'grade' }, { title: 'because of' }],
        changes
          .slice(0, MAX_SHOWN)
          .map(({ pair, before, after, because }) => [
            pair.profileId,
            pair.jobId,
            `${before.grade ?? 'ungraded'} → ${after.grade ?? 'ungraded'}`,
            because.join(', '),
          ]),
      ),
    );
    const more = changes.length - MAX_SHOWN;
    if (more > 0) parts.push(`and ${more} more; --json lists all\n`);
  }
  return parts.join('');
}
