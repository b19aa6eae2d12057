import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { findBrowser } from '../find-browser.ts';
import { install, pack } from './application.ts';
import { namesStep, works, type Host, type Outcome, type Way } from './host.ts';
import { HOSTS } from './hosts.ts';
import { createVisitor } from './visitor.ts';

/*
 * `npm run hosts [-- PATTERN]`: packs the package, builds a small application with it in every set-up, opens each in
 * Chromium, and writes what came of it into docs/hosts.md. With a pattern: those set-ups and their rows alone.
 */

const DOCUMENT = fileURLToPath(new URL('../../docs/hosts.md', import.meta.url));
const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const WAYS: readonly Way[] = ['address', 'module'];

if (!existsSync(`${FOLDER}node_modules`)) {
  process.stderr.write('Installing the tools of the set-ups.\n');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock'], {
    cwd: FOLDER,
    stdio: 'inherit',
  });
}

const pattern = process.argv[2];
const hosts = HOSTS.filter(
  ({ name }) => pattern === undefined || new RegExp(pattern, 'i').test(name),
);
const tarball = pack();
const visitor = await createVisitor(findBrowser());
const rows: string[][] = [];
let failures = 0;
for (const host of hosts) {
  const cells: string[] = [];
  for (const way of WAYS) cells.push(await tell(host, way));
  rows.push([host.name, ...cells, host.step ?? '']);
}
await visitor.close();
await writeTable(rows);
process.exitCode = failures > 0 ? 1 : 0;

/** Runs a set-up one way, and says in a cell how it went. */
async function tell(host: Host, way: Way): Promise<string> {
  if (host.ways && !host.ways.includes(way)) return '';
  const started = Date.now();
  const outcome = await host
    .run({ application: install(tarball, host.tools), visitor }, way)
    .catch((error: Error): Outcome => ({ message: error.message.slice(0, 2_000) }));
  const cell = works(outcome)
    ? `✓${outcome.engine ? ` ${outcome.engine}` : ''}`
    : way === 'address' && namesStep(outcome)
      ? 'names the step'
      : '✗';
  if (cell === '✗') failures++;
  const seconds = ((Date.now() - started) / 1_000).toFixed(1);
  process.stdout.write(
    `${host.name}, ${way}: ${cell} (${seconds} s)${cell.startsWith('✓') ? '' : ` ${JSON.stringify(outcome)}`}\n`,
  );
  return cell;
}

/** Writes the rows in the order of the set-ups; of those that did not run the table keeps what it has. */
async function writeTable(fresh: readonly string[][]): Promise<void> {
  const text = readFileSync(DOCUMENT, 'utf8');
  const known = new Map(
    [...text.matchAll(/^\| (.+?) +\|.*\|$/gm)].map(([row, name]) => [name!, row] as const),
  );
  for (const cells of fresh) known.set(cells[0]!, `| ${cells.join(' | ')} |`);
  const lines = [
    '| set-up | `createReranker()` | `{ model }` | step |',
    '| - | - | - | - |',
    ...HOSTS.flatMap(({ name }) => known.get(name) ?? []),
  ];
  const changed = text.replace(
    /(<!-- hosts -->)[^]*(<!-- \/hosts -->)/,
    `$1\n\n${lines.join('\n')}\n\n$2`,
  );
  writeFileSync(DOCUMENT, await format(changed, { parser: 'markdown', printWidth: 100 }));
}
