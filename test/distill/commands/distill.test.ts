import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadStudent } from '../../../src/core/student/load.ts';
import { createMarket } from '../../../src/domains/jobs/market/create-market.ts';
import { writeMarket } from '../../../src/domains/jobs/market/write-market.ts';
import { lexicalStudentFile } from '../../fixtures/lexical-student.ts';
import { NO_GPU } from '../software-gpu.ts';
import { expectFailure, runCommand, useWorkplace } from './run-command.ts';

const { path, put, files } = useWorkplace();
const TIMEOUT_MS = 180_000;

beforeAll(async () => {
  const market = createMarket({ seed: 7, profiles: 30, items: 60, sessions: 90, slateSize: 10 });
  await writeMarket(market, path('market'));
  await put('model.safetensors', await lexicalStudentFile());
});

/** Distills the tiny market as `<name>/model.safetensors`. */
async function distill(
  name: string,
  { more = [], ...options }: Parameters<typeof runCommand>[1] & { more?: string[] } = {},
): ReturnType<typeof runCommand> {
  await mkdir(path(name), { recursive: true });
  return runCommand(
    [
      'distill',
      '--data',
      path('market'),
      '--preset',
      'smoke',
      '--seed',
      '5',
      '--work',
      path(`${name}-work`),
      '--out',
      path(name, 'model.safetensors'),
      ...more,
    ],
    options,
  );
}

describe('distill', () => {
  it.runIf(process.platform === 'linux')(
    'on a GPU says what to do where there is none, and writes nothing',
    async () => {
      const { exitCode, stdout, stderr } = await distill('gpu', {
        more: ['--backend', 'webgpu'],
        env: NO_GPU,
      });
      // Vulkan's own warnings stand above.
      expect(stderr.trimEnd().split('\n').at(-1)).toBe('code:  NO_ENGINE');
      expect(stderr).toMatch(/no adapter.*\n.*train with `--backend wasm`/);
      expect([exitCode, stdout]).toEqual([1, '']);
      expect(await files('gpu')).toEqual([]);
    },
  );

  it(
    'stopped by Ctrl-C goes on from there, and gives the bytes of an uninterrupted run',
    async () => {
      const [whole, stopped] = await Promise.all([
        distill('whole'),
        distill('stopped', { interruptAt: /click teacher: 25 %/ }),
      ]);
      expect(whole.exitCode, whole.stderr).toBe(0);
      expectFailure(
        stopped,
        'INTERRUPTED',
        'Stopping at the next safe point',
        /same command again/,
      );
      expect(await files('stopped')).toEqual([]);
      expect(await readdir(path('stopped-work'), { recursive: true })).toContainEqual(
        expect.stringMatching(/click.*\.shard$/),
      );

      const resumed = await distill('stopped');
      expect(resumed.exitCode, resumed.stderr).toBe(0);
      // What was done is not done again.
      expect(resumed.stderr).not.toContain('policy teacher: 25 %');
      const made = [
        'model.card.md',
        'model.metrics.json',
        'model.report.html',
        'model.safetensors',
      ];
      expect(await files('stopped')).toEqual(made);
      for (const file of made) {
        const again = await readFile(path('stopped', file));
        expect(again.equals(await readFile(path('whole', file))), file).toBe(true);
      }

      const bytes = await readFile(path('whole', 'model.safetensors'));
      const student = loadStudent(bytes);
      expect(student.schema.name).toBe('inferred');
      expect(whole.stdout).toContain('student, int8');
      expect(whole.stdout).toMatch(/model\.safetensors: [\d.]+ KB, [\d.]+ KB gzip, in /);
      const card = await readFile(path('whole', 'model.card.md'), 'utf8');
      expect(card).toContain('Made from a simulated market');
      JSON.parse(await readFile(path('whole', 'model.metrics.json'), 'utf8'));
    },
    TIMEOUT_MS,
  );
});

/** Mounts a file system of 64 KB; needs root, and a system that allows it. */
function mountSmallDisk(folder: string): boolean {
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]);
  return status === 0;
}

describe('a full disk', () => {
  let mounted = false;
  beforeAll(async () => {
    await mkdir(path('disk'));
    mounted = mountSmallDisk(path('disk'));
  });
  afterAll(() => {
    if (mounted) spawnSync('umount', [path('disk')]);
  });

  it('leaves nothing half-written, and the old file as it was', async (context) => {
    if (!mounted) context.skip('mounting a small disk is not allowed here');
    await writeFile(path('disk', 'codes.jsonl'), 'old\n');
    await writeFile(path('disk', 'filler'), Buffer.alloc(56 * 1024));
    const result = await runCommand([
      'encode',
      '--model',
      path('model.safetensors'),
      path('market', 'jobs.jsonl'),
      '--out',
      path('disk', 'codes.jsonl'),
    ]);
    expectFailure(result, 'FILE_FAILED', 'codes.jsonl', 'ENOSPC', 'The disk is full');
    expect(await files('disk')).toEqual(['codes.jsonl', 'filler']);
    expect(await readFile(path('disk', 'codes.jsonl'), 'utf8')).toBe('old\n');
  });

  it(
    'keeps a finished model beside the checkpoints',
    async (context) => {
      if (!mounted) context.skip('mounting a small disk is not allowed here');
      const result = await runCommand([
        'distill',
        '--data',
        path('market'),
        '--preset',
        'smoke',
        '--work',
        path('kept'),
        '--out',
        path('disk', 'model.safetensors'),
      ]);
      expectFailure(result, 'FILE_FAILED', 'ENOSPC', path('kept', 'model.safetensors'));
      expect(await files('disk')).not.toContainEqual(expect.stringContaining('model'));
      loadStudent(await readFile(path('kept', 'model.safetensors')));
    },
    TIMEOUT_MS,
  );

  it('the limit of a file counts as one', async () => {
    await mkdir(path('limited'));
    const result = await runCommand(
      [
        'encode',
        '--model',
        path('model.safetensors'),
        path('market', 'jobs.jsonl'),
        '--out',
        path('limited', 'codes.jsonl'),
      ],
      { maxFileKb: 4 },
    );
    expectFailure(result, 'FILE_FAILED', 'codes.jsonl', 'EFBIG');
    expect(await files('limited')).toEqual([]);
  });
});
