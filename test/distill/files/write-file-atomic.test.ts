import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileError } from '../../../src/distill/files/file-error.ts';
import { readFileBytes } from '../../../src/distill/files/read-file-bytes.ts';
import { withTemporaryFile } from '../../../src/distill/files/with-temporary-file.ts';
import { writeFileAtomic } from '../../../src/distill/files/write-file-atomic.ts';

async function* twoParts() {
  yield 'one ';
  yield Buffer.from('two');
}

async function* brokenHalfWay() {
  yield 'new';
  throw new Error('source broke');
}

describe('writeFileAtomic', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'files-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('writes bytes, text and streams, makes missing folders and leaves no other file', async () => {
    const path = join(dir, 'a/b/file');
    await writeFileAtomic(path, Uint8Array.of(1, 2, 255));
    expect([...(await readFileBytes(path))]).toEqual([1, 2, 255]);
    await writeFileAtomic(path, 'né');
    expect(await readFile(path, 'utf8')).toBe('né');
    await writeFileAtomic(path, twoParts());
    expect(await readFile(path, 'utf8')).toBe('one two');
    expect(await readdir(join(dir, 'a/b'))).toEqual(['file']);
  });

  it('keeps the old file and removes the temporary one when the source fails half way', async () => {
    const path = join(dir, 'file');
    await writeFile(path, 'old');
    await expect(writeFileAtomic(path, brokenHalfWay())).rejects.toThrow('source broke');
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(dir)).toEqual(['file']);
  });

  // /dev/full answers every write with ENOSPC: a full disk without filling one.
  it.skipIf(!existsSync('/dev/full'))('says that the disk is full and cleans up', async () => {
    const path = join(dir, 'file');
    await writeFile(path, 'old');
    const temporaryPath = join(dir, 'on-a-full-disk');
    await symlink('/dev/full', temporaryPath);
    await expect(
      writeFileAtomic(path, Buffer.alloc(100_000), { temporaryPath }),
    ).rejects.toMatchObject({
      code: 'FILE_FAILED',
      message: expect.stringContaining(path),
      hint: expect.stringContaining('disk is full'),
    });
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(dir)).toEqual(['file']);
  });

  it.skipIf(process.getuid?.() === 0)('names the permission problem', async () => {
    const locked = join(dir, 'locked');
    await mkdir(locked);
    await chmod(locked, 0o500);
    await expect(writeFileAtomic(join(locked, 'file'), 'x')).rejects.toMatchObject({
      code: 'FILE_FAILED',
      hint: expect.stringContaining('permissions'),
    });
  });

  it('refuses a path below a file and a path that is a folder', async () => {
    await writeFile(join(dir, 'file'), 'old');
    await expect(writeFileAtomic(join(dir, 'file/below'), 'x')).rejects.toMatchObject({
      code: 'FILE_FAILED',
      hint: expect.stringContaining('not a folder'),
    });
    await mkdir(join(dir, 'folder/inner'), { recursive: true });
    await expect(writeFileAtomic(join(dir, 'folder'), 'x')).rejects.toMatchObject({
      code: 'FILE_FAILED',
    });
    expect(new Set(await readdir(dir))).toEqual(new Set(['file', 'folder']));
  });

  it('passes on an error that is not of the file system, after cleaning up', async () => {
    await expect(
      withTemporaryFile(join(dir, 'file'), async (temporary) => {
        await writeFile(temporary, 'part');
        throw new RangeError('no');
      }),
    ).rejects.toBeInstanceOf(RangeError);
    expect(await readdir(dir)).toEqual([]);
  });
});

describe('fileError', () => {
  it.each([
    ['EACCES', 'permissions'],
    ['ENOSPC', 'disk is full'],
    ['EROFS', 'read-only'],
  ])('has a hint for %s', (code, words) => {
    const error = fileError('write', '/x', Object.assign(new Error(code), { code }));
    expect(error.code).toBe('FILE_FAILED');
    expect(error.hint).toContain(words);
  });

  it('is thrown by readFileBytes for a missing file', async () => {
    await expect(readFileBytes('/nowhere/at/all')).rejects.toMatchObject({
      code: 'FILE_FAILED',
      message: 'Cannot read /nowhere/at/all (ENOENT). Check the path.',
    });
  });
});
