import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createProgress } from '../../../src/distill/console/progress.ts';
import { createProgram } from '../../../src/distill/commands/run-cli.ts';
import { jobsMarkdown } from '../../fixtures/jobs-domain.ts';
import { domains } from '../../../src/domains/registry.ts';
import { answerText, complete, startChatServer, type ChatServer } from './chat-server.ts';
import { writeRows, writeTables } from './golden-fixtures.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const KEY = 'secret-key-0123456789';

let dir: string;
let data: string;
let server: ChatServer | undefined;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'grade-'));
  data = join(dir, 'tables');
  await writeTables(data, 24, 8);
  vi.stubEnv('POCKETRANK_API_KEY', KEY);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await server?.close();
  server = undefined;
  await rm(dir, { recursive: true, force: true });
});

/** Runs a command in this process; returns what it printed. */
async function run(...args: string[]): Promise<{ stdout: string; stderr: string }> {
  const printed = { stdout: '', stderr: '' };
  const sink = (name: 'stdout' | 'stderr') => ({
    write(text: string) {
      printed[name] += text;
      return true;
    },
  });
  const program = createProgram({
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    progress: createProgress({ enabled: false }),
    signal: new AbortController().signal,
    domains,
  });
  await program.parseAsync(args, { from: 'user' });
  return printed;
}

async function readRows(path: string): Promise<Record<string, unknown>[]> {
  const text = await readFile(path, 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

function llmArguments(...more: string[]): string[] {
  const args = ['grade', '--data', data, '--grader', 'llm', '--llm-model', 'gpt-4.1-mini'];
  return args.concat('--endpoint', server!.endpoint, '--work', join(dir, 'work'), more);
}

describe('pocketrank grade --grader rubric', () => {
  it('writes a stratified table and tells how the strata are graded', async () => {
    const out = join(dir, 'grades.jsonl');
    const { stdout, stderr } = await run('grade', '--data', data, '--pairs', '60', '--out', out);
    const rows = await readRows(out);
    expect(rows.length).toBeGreaterThan(40);
    for (const row of rows) {
      expect(row).toMatchObject({ grader: 'rubric', rationale: expect.any(String) as string });
      expect([0, 1, 2, 3, 4]).toContain(row.grade);
    }
    expect(new Set(rows.map(({ stratum }) => stratum))).toEqual(
      new Set(['hard', 'borderline', 'easy']),
    );
    expect(stdout).toContain('stratum \\ grade');
    expect(stderr).toContain(`${rows.length} graded pairs`);
  });

  it('compares with what people said, and lists where they differ', async () => {
    const rubric = join(dir, 'rubric.jsonl');
    await run('grade', '--data', data, '--pairs', '40', '--out', rubric);
    const people = (await readRows(rubric)).map(({ profileId, itemId, grade }, i) => {
      const own = i === 3 ? (grade === 4 ? 1 : 4) : grade;
      return { profileId, itemId, grade: own, grader: 'ann' };
    });
    await writeRows(join(data, 'human.jsonl'), people);
    const out = join(dir, 'again.jsonl');
    const list = join(dir, 'differ.jsonl');
    const args = ['grade', '--data', data, '--grades', 'human', '--pairs', '60', '--out', out];
    const { stdout } = await run(...args, '--disagreements', list);
    expect(stdout).toMatch(/ann +rubric +\d+/u);
    expect(stdout).toContain('stated');
    const differ = await readRows(list);
    expect(differ).toHaveLength(1);
    expect(differ[0]).toMatchObject({ profileId: people[3]!.profileId, itemId: people[3]!.itemId });
    const json = JSON.parse((await run(...args, '--json')).stdout) as {
      agreement: Record<string, number | string>[];
    };
    expect(json.agreement[0]).toMatchObject({ a: 'ann', b: 'rubric', pairs: people.length });
  });

  it('does not write over what people graded', async () => {
    const human = join(data, 'grades.jsonl');
    await writeRows(human, [{ profileId: 'p0', itemId: 'j0', grade: 3, grader: 'ann' }]);
    const before = await readFile(human, 'utf8');
    await expect(
      run('grade', '--data', data, '--pairs', '10', '--out', human),
    ).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('1 by ann') as string,
    });
    expect(await readFile(human, 'utf8')).toBe(before);
  });

  it.each([
    [['--endpoint', 'http://localhost:1/v1', '--out', 'g.jsonl'], '--endpoint is for'],
    [['--dry-run'], '--dry-run is for'],
    [['--grader', 'llm', '--out', 'g.jsonl'], 'needs --endpoint'],
    [['--grader', 'llm', '--endpoint', 'http://h/v1', '--out', 'g.jsonl'], 'needs --llm-model'],
    [[], 'no --out'],
    [['--out', 'grades.txt'], 'no name for this table'],
    [['--out', 'g.jsonl', '--disagreements', 'd.csv'], 'no name for this table'],
  ])('refuses %j before any work', async (args, message) => {
    await expect(
      run('grade', '--data', join(dir, 'no-such-folder'), ...args),
    ).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining(message) as string,
    });
  });
});

describe('pocketrank grade --grader llm', () => {
  it('tells in a dry run what would be asked, and asks nothing', async () => {
    server = await startChatServer((_, response) => complete(response, answerText(3)));
    const prices = ['--price-in', '1', '--price-out', '4'];
    const { stdout } = await run(...llmArguments('--pairs', '30', '--dry-run', ...prices));
    expect(stdout).toMatch(/30 pairs make \d+ different questions; 0 are answered already/u);
    expect(stdout).toMatch(/cost: +at most about \d+\.\d+ USD/u);
    expect(stdout).toContain('key:    from POCKETRANK_API_KEY');
    expect(stdout).not.toContain(KEY);
    expect(server.requests).toHaveLength(0);
    expect(await readdir(dir)).toEqual(['tables']);
  });

  it('asks nothing when the estimate is above what it may cost', async () => {
    server = await startChatServer((_, response) => complete(response, answerText(3)));
    const args = ['--price-in', '10', '--price-out', '40', '--max-cost', '0.5'];
    await expect(
      run(...llmArguments('--pairs', '30', '--out', join(dir, 'g.jsonl'), ...args)),
    ).rejects.toMatchObject({ code: 'GRADER_FAILED' });
    expect(server.requests).toHaveLength(0);
  });

  it('grades, compares with the rubric, sends no name, prints no key, and asks nothing twice', async () => {
    server = await startChatServer((_, response) => complete(response, answerText(2, 'So so.')));
    const out = join(dir, 'llm.jsonl');
    const differ = join(dir, 'differ.jsonl');
    const args = llmArguments('--pairs', '30', '--out', out, '--disagreements', differ);
    const first = await run(...args);
    const rows = await readRows(out);
    expect(rows).toHaveLength(30);
    expect(rows[0]).toMatchObject({ grade: 2, grader: 'gpt-4.1-mini', rationale: 'So so.' });
    expect(first.stdout).toMatch(/rubric +gpt-4\.1-mini/u);
    const listed = await readRows(differ);
    expect(listed.length).toBeGreaterThan(0);
    expect(Object.keys(listed[0]!.grades as object).sort()).toEqual(['gpt-4.1-mini', 'rubric']);
    expect(first.stdout + first.stderr).not.toContain(KEY);
    const sent = JSON.stringify(server.requests.map(({ pair }) => pair));
    expect(sent).toContain('Registered Nurse');
    expect(sent).not.toMatch(/Zebulon|Quackenbush|"p0"|"j0"/u);

    const asked = server.requests.length;
    const second = await run(...args);
    expect(server.requests).toHaveLength(asked);
    expect(second.stdout).toBe(first.stdout);
    expect(second.stderr).toContain('0 calls');
  });

  it('asks a second model where the first and the rubric are far apart, and compares by criterion', async () => {
    const levels = { occupation: 0, skills: 1 };
    const answer = (grade: number): string =>
      JSON.stringify({ criteria: levels, limits: [], grade, rationale: `A ${grade}.` });
    server = await startChatServer(({ body }, response) =>
      complete(response, answer(body.model === 'judge' ? 3 : 0)),
    );
    const out = join(dir, 'llm.jsonl');
    const args = llmArguments('--pairs', '30', '--out', out, '--second', 'judge');
    const { stdout } = await run(...args);
    const second = server.requests.filter(({ body }) => body.model === 'judge').length;
    expect(second).toBeGreaterThan(0);
    expect(second).toBeLessThan(30);
    expect(stdout).toMatch(/Second opinions: of \d+ disputed pairs judge graded \d+/u);
    expect(stdout).toMatch(/Occupation +\d+ +/u);
    const rows = await readRows(out);
    expect(rows.filter(({ grader }) => grader === 'judge').length).toBeGreaterThanOrEqual(second);
    expect(rows[0]).toMatchObject({ criteria: levels });
    await expect(run(...args, '--second', 'gpt-4.1-mini')).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
  });

  it('goes on after kill -9 without asking again for what was answered', async () => {
    const ANSWERED = 6;
    const CONCURRENCY = 4;
    let hold = true;
    let child: ChildProcess | undefined;
    const answered: string[] = [];
    server = await startChatServer(({ pair }, response) => {
      if (!hold || answered.length < ANSWERED) {
        answered.push(pair);
        return complete(response, answerText(3));
      }
      // Each worker asks only when its last answer is on the disk: four held, so six are kept.
      if (server!.requests.length === ANSWERED + CONCURRENCY) child?.kill('SIGKILL');
    });
    const out = join(dir, 'llm.jsonl');
    const args = llmArguments('--pairs', '20', '--out', out, '--concurrency', String(CONCURRENCY));
    child = spawn(process.execPath, ['--import', 'tsx', 'src/domains/cli.ts', ...args], {
      cwd: ROOT,
      stdio: 'ignore',
    });
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
    expect(signal).toBe('SIGKILL');
    expect(await stat(out).catch(() => undefined)).toBeUndefined();
    expect(answered).toHaveLength(ANSWERED);

    hold = false;
    const { stderr } = await run(...args);
    expect(stderr).toContain(`${ANSWERED} are answered already`);
    expect(new Set(answered).size).toBe(answered.length);
    expect(answered).toHaveLength(20);
    expect(server.requests).toHaveLength(20 + CONCURRENCY);
    expect(await readRows(out)).toHaveLength(20);
  });
});

describe('pocketrank policy diff', () => {
  it('shows which grades an edit changes, and whether people agree more with it', async () => {
    const before = join(dir, 'before.md');
    const after = join(dir, 'after.md');
    const text = jobsMarkdown;
    await writeFile(before, text);
    const rubric = join(dir, 'rubric.jsonl');
    await run('grade', '--data', data, '--pairs', '60', '--out', rubric);
    const rows = await readRows(rubric);
    await writeRows(
      join(data, 'human.jsonl'),
      rows.map(({ profileId, itemId, grade }) => ({ profileId, itemId, grade, grader: 'ann' })),
    );
    // The edit: nothing is excellent before its mean is 4; examples that say otherwise are shown.
    const edited = text.replace(/^(\| *4 *\|[^|]*\|) *[\d.]+/mu, '$1 4');
    expect(edited).not.toBe(text);
    await writeFile(after, edited);
    const args = ['policy', 'diff', before, after, '--data', data, '--grades', 'human'];
    const { stdout } = await run(...args, '--pairs', '80', '--json');
    const diff = JSON.parse(stdout) as {
      pairs: number;
      lowered: number;
      raised: number;
      agreement: { a: string; b: string; exact: number }[];
      examples: { name: string; stated: number; computed: number }[];
      changes: { before: number; after: number; profile: string; reasonAfter: string }[];
    };
    expect(diff.pairs).toBe(80);
    expect(diff.raised).toBe(0);
    expect(diff.lowered).toBeGreaterThan(0);
    expect(diff.changes.every((change) => change.before === 4 && change.after < 4)).toBe(true);
    expect(diff.changes[0]).toMatchObject({
      profile: expect.stringMatching(/Nurse|Analyst|Driver|Cook/u) as string,
      reasonAfter: expect.stringContaining('match') as string,
    });
    expect(diff.examples.length).toBeGreaterThan(0);
    expect(diff.examples.every(({ stated, computed }) => stated === 4 && computed < 4)).toBe(true);
    expect(diff.agreement.map(({ a, b }) => `${a}, ${b}`)).toEqual([
      'ann, rubric before',
      'ann, rubric after',
    ]);
    expect(diff.agreement[0]!.exact).toBe(1);
    expect(diff.agreement[1]!.exact).toBeLessThan(1);
    const printed = await run(...args, '--pairs', '30');
    expect(printed.stdout).toContain('rubric after');
    expect(printed.stdout).toMatch(/Registered Nurse × .*\n +4 → 3, because of/u);
    expect(printed.stdout).toContain('not get the grade stated after the edit');
  });
});
