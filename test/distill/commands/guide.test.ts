import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { gradeByWords } from '../../../src/distill/simulate/grade-by-words.ts';
import { readSampleFile } from '../../../src/distill/simulate/sample-source.ts';
import { simulateTables } from '../../../src/distill/simulate/simulate-tables.ts';
import { writeSimulated } from '../../../src/distill/simulate/write-simulated.ts';
import { createEventTypes } from '../../../src/distill/tables/event-types.ts';
import { runCommand, useWorkplace } from './run-command.ts';

const { path, files } = useWorkplace();
const ROOT = new URL('../../../', import.meta.url);
const GUIDE = await readFile(new URL('docs/your-own-domain.md', ROOT), 'utf8');
const COMMANDS = [...GUIDE.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block]) =>
  block!.trim().split('\n'),
);
const DAY_MS = 86_400_000;

/** Tables of a school, as the guide speaks of them. */
beforeAll(async () => {
  const sample = await readSampleFile(
    fileURLToPath(new URL('test/fixtures/courses-sample.yaml', ROOT)),
  );
  const tables = simulateTables(sample, {
    items: 120,
    profiles: 50,
    sessions: 120,
    grades: 0,
    seed: 1,
    now: Math.floor(Date.now() / DAY_MS) * DAY_MS,
    key: 'courseCode',
    noun: 'course',
    types: createEventTypes(),
    grade: gradeByWords,
  });
  await promisify(execFile)('mkdir', [path('tables')]);
  await writeSimulated(tables, { one: 'course', many: 'courses' }, path('tables'));
});

describe('the guide to a domain of your own', () => {
  it('has its commands run one after the other, each of which does what it says', async () => {
    const printed = new Map<string, string>();
    expect(COMMANDS.length).toBeGreaterThan(8);
    for (const command of COMMANDS) {
      const [program, ...args] = command.split(' ') as [string, ...string[]];
      if (program !== 'pocketrank') {
        await promisify(execFile)(program, args, { cwd: path() });
        continue;
      }
      const { exitCode, stdout, stderr } = await runCommand(args, { cwd: path() });
      expect(exitCode, `${command}\n${stderr}`).toBe(0);
      printed.set(args.slice(0, 2).join(' '), stdout);
    }
    expect(await files('courses')).toEqual([
      'README.md',
      'lexicon.yaml',
      'policy.md',
      'schema.yaml',
    ]);
    const inferred = printed.get('domain init')!;
    expect(inferred).toMatch(/^About coverage +coverage +\d+ of \d+ values stand on both sides/m);
    expect(inferred).toMatch(/^Price ratio +ratio +both speak of "price"$/m);
    expect(inferred).toMatch(/^Location distance +distance +both are places$/m);
    expect(inferred).toMatch(/^attributes\.minimumAge +item +a protected attribute \("age"\)$/m);
    expect(printed.get('evaluate --model')).toContain('nDCG@10');
    expect(await files('simulated')).toContain('courses.jsonl');
    expect(await files()).toEqual(
      expect.arrayContaining(['codes.jsonl', 'courses.card.md', 'grades.jsonl']),
    );
  }, 300_000);
});
