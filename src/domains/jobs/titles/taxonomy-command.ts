import { join } from 'node:path';
import { Option, type Command } from 'commander';
import { PocketRankError } from '../../../core/errors.ts';
import { writeFileAtomic } from '../../../distill/files/write-file-atomic.ts';
import { findFamilies } from './find-families.ts';
import {
  addLabels,
  occupationTables,
  type OccupationEntry,
  type OccupationTables,
} from './occupation-tables.ts';
import { readLabels } from './read-labels.ts';
import { technologyTerms } from './technology-terms.ts';
import type { Term } from '../../../distill/tables/term.ts';
import {
  readOccupations,
  TAXONOMY_NOTICES,
  TAXONOMY_SOURCES,
  type TaxonomySource,
} from './read-occupations.ts';
import type { CommandContext } from '../../../distill/commands/context.ts';
import { makeWorkFolder } from '../../../distill/commands/make-work-folder.ts';
import { parseCount, parseSeed } from '../../../distill/commands/options.ts';

interface TaxonomyArguments extends Partial<Record<TaxonomySource, string>> {
  labels?: string;
  languages?: string[];
  most: number;
  out: string;
  seed: number;
}

/** `pocketrank taxonomy`: public taxonomies as tables of titles and the occupations that they name. */
export function addTaxonomyCommand(program: Command, context: CommandContext): void {
  program
    .command('taxonomy')
    .description('Write public taxonomies of occupations as tables to learn titles from.')
    .option('--onet <file>', 'O*NET occupations (JSON Lines, gzipped or not)')
    .option('--esco <file>', 'ESCO occupations (JSON Lines, gzipped or not)')
    .option('--labels <file>', 'what ESCO calls them in many languages; needs --esco')
    .option('--languages <code...>', 'the languages to take of them; default: all')
    .addOption(
      new Option('--most <n>', 'labels of an occupation in one language, at most')
        .argParser(parseCount)
        .default(8),
    )
    .requiredOption('--out <dir>', 'folder for the tables')
    .option('--seed <n>', 'the same seed gives the same tables', parseSeed, 1)
    .addHelpText(
      'after',
      `
Where both are given, the titles of an ESCO occupation are also learned as those of the O*NET occupation nearest to it.

Examples:
  $ pocketrank taxonomy --onet occupations.jsonl.gz --esco items.jsonl.gz --out titles/
  $ pocketrank taxonomy --onet occupations.jsonl.gz --esco items.jsonl.gz --labels labels.jsonl.gz --out titles-many/
  $ pocketrank distill --market full --matches titles/ --preset full --out models/ours.safetensors`,
    )
    .action((options: TaxonomyArguments) => runTaxonomy(options, context));
}

async function runTaxonomy(options: TaxonomyArguments, { stderr }: CommandContext): Promise<void> {
  const { onet, esco, labels, languages, most, seed } = options;
  if (onet === undefined && esco === undefined) {
    throw new PocketRankError('INVALID_ARGUMENT', 'No taxonomy is given.', {
      hint: 'Name a file with --onet or --esco.',
    });
  }
  if (labels !== undefined && esco === undefined) {
    throw new PocketRankError('INVALID_ARGUMENT', 'Labels need the occupations that they name.', {
      hint: 'Name the file of ESCO occupations with --esco.',
    });
  }
  const entries = {
    onet: onet === undefined ? [] : await readOccupations('onet', onet),
    esco: esco === undefined ? [] : await readOccupations('esco', esco),
  };
  const families = findFamilies(entries.esco, entries.onet);
  entries.esco = entries.esco.map((entry) => ({ ...entry, family: families.get(entry.id) }));
  const all: OccupationTables = { items: [], profiles: [], grades: [] };
  const terms: Term[] = [];
  for (const source of TAXONOMY_SOURCES) {
    const { items, profiles, grades } = occupationTables(entries[source], source, seed);
    for (const term of termsOf(entries[source])) terms.push(term);
    for (const item of items) all.items.push(item);
    for (const profile of profiles) all.profiles.push(profile);
    for (const grade of grades) all.grades.push(grade);
  }
  if (labels !== undefined) {
    const taken = languages && new Set(languages);
    addLabels(all, await readLabels(labels, taken), 'esco', most);
  }
  await writeTables(all, terms, options);
  stderr.write(
    `${options.out}: ${all.items.length} items, ${all.profiles.length} titles, ${all.grades.length} matches, ${terms.length} terms\n`,
  );
}

async function writeTables(
  tables: OccupationTables,
  terms: readonly Term[],
  options: TaxonomyArguments,
): Promise<void> {
  const used = TAXONOMY_SOURCES.filter((source) => options[source] !== undefined);
  const notices = used.map((source) => `- ${source}: ${TAXONOMY_NOTICES[source]}`).join('\n');
  await makeWorkFolder(options.out);
  const { writeTable } = await import('../../../distill/tables/write-table.ts');
  await writeFileAtomic(
    join(options.out, 'README.md'),
    `# Titles of occupations\n\nMade by \`pocketrank taxonomy\`. Whoever ships weights trained on these tables gives these notices:\n\n${notices}\n`,
  );
  for (const name of ['items', 'profiles', 'grades'] as const) {
    await writeTable(
      join(options.out, `${name}.jsonl.gz`),
      tables[name] as unknown as Record<string, unknown>[],
    );
  }
  if (terms.length > 0) {
    await writeTable(
      join(options.out, 'terms.jsonl.gz'),
      terms as unknown as Record<string, unknown>[],
    );
  }
}

/** What the technologies of occupations are called. */
function termsOf(entries: readonly OccupationEntry[]): Term[] {
  const uses = new Map<string, number>();
  for (const { technologies = [] } of entries) {
    for (const name of technologies) uses.set(name, (uses.get(name) ?? 0) + 1);
  }
  if (uses.size === 0) return [];
  const texts = entries.map(({ description, tasks = [] }) => [description, ...tasks].join('\n'));
  return technologyTerms(
    [...uses].map(([name, count]) => ({ name, uses: count })),
    texts,
  );
}
