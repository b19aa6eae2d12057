import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { buildProgram, type BuiltProgram } from '../build-program.ts';

let cli: BuiltProgram;
beforeAll(async () => {
  cli = await buildProgram(new URL('../../../src/domains/cli.ts', import.meta.url));
});
afterAll(() => cli?.remove());

/** How a command ended. */
export interface CommandResult {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/** Options of {@link runCommand}. */
export interface RunOptions {
  /** Sends SIGINT once stderr says this. */
  interruptAt?: RegExp;
  /** Largest file that the process may write, in KB (RLIMIT_FSIZE). */
  maxFileKb?: number;
  /** Where it runs. Default: where the tests run. */
  cwd?: string;
  /** Asks for stack traces. */
  debug?: boolean;
  /** Further environment variables. */
  env?: Readonly<Record<string, string>>;
}

/** Runs the command as a process of its own, bundled from the sources. */
export function runCommand(
  args: readonly string[],
  options: RunOptions = {},
): Promise<CommandResult> {
  const { interruptAt, maxFileKb, debug, env, cwd } = options;
  const node = [process.execPath, cli.path, ...args];
  const command =
    maxFileKb === undefined
      ? node
      : ['bash', '-c', `ulimit -f ${maxFileKb}; exec "$@"`, 'bash', ...node];
  return new Promise((resolve, reject) => {
    const child = spawn(command[0]!, command.slice(1), {
      ...(cwd !== undefined && { cwd }),
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env, POCKETRANK_DEBUG: debug === true ? '1' : '' },
    });
    let stdout = '';
    let stderr = '';
    let interrupted = false;
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
      if (interruptAt?.test(stderr) !== true || interrupted) return;
      interrupted = true;
      child.kill('SIGINT');
    });
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}

/** Expects one clear block on stderr with this code, no stack trace, and nothing on stdout. */
export function expectFailure(
  { exitCode, stdout, stderr }: CommandResult,
  code: string,
  ...says: (string | RegExp)[]
): void {
  expect(stderr).toMatch(/^error: /m);
  expect(stderr.trimEnd().split('\n').at(-1)).toBe(`code:  ${code}`);
  for (const text of says) expect(stderr).toMatch(text);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(stderr).not.toContain('node:internal');
  expect(stdout).toBe('');
  expect(exitCode).toBe(code === 'INTERRUPTED' ? 130 : 1);
}

/** A folder for the tests of a file, removed after the last. */
export function useWorkplace(): {
  path: (...parts: string[]) => string;
  put: (file: string, content: string | Uint8Array) => Promise<string>;
  files: (folder?: string) => Promise<string[]>;
} {
  let root = '';
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'pocketrank-'));
  });
  afterAll(() => rm(root, { recursive: true, force: true }));
  const path = (...parts: string[]): string => join(root, ...parts);
  return {
    path,
    async put(file, content) {
      await writeFile(path(file), content);
      return path(file);
    },
    files: async (folder = '.') => (await readdir(path(folder))).sort(),
  };
}
