import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  checkpointKey,
  createCheckpointStore,
} from '../../../src/distill/files/checkpoint-store.ts';
import { hashContent, hashFile, hashValue } from '../../../src/distill/files/content-hash.ts';
import { decodeShard, encodeShard } from '../../../src/distill/files/shard.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'checkpoints-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe('createCheckpointStore', () => {
  const shard = {
    arrays: { codes: Int8Array.of(-1, 2, 3), loss: Float64Array.of(0.5, Number.NaN) },
    json: { step: 7, name: '직무' },
  };

  it('gives back what was written, by key and name', async () => {
    const store = createCheckpointStore(join(dir, 'work'));
    const key = checkpointKey({ rows: 3, options: { seed: 1 } });
    expect(await store.has(key, 'teacher/1')).toBe(false);
    expect(existsSync(store.dir)).toBe(false);
    await store.write(key, 'teacher/1', shard);
    expect(await store.has(key, 'teacher/1')).toBe(true);
    expect(await store.read(key, 'teacher/1')).toEqual(shard);
    expect(await store.read(key, 'teacher/2')).toBeUndefined();
    expect(await store.read(checkpointKey({ rows: 4 }), 'teacher/1')).toBeUndefined();
  });

  it('treats a changed, cut or foreign file as absent, and overwrites it', async () => {
    const store = createCheckpointStore(dir);
    await store.write('k', 's', shard);
    const path = join(dir, 'k', 's.shard');
    const whole = await readFile(path);
    const changed = Buffer.from(whole);
    changed[changed.length - 9] = (changed[changed.length - 9] as number) ^ 1;
    for (const bytes of [changed, whole.subarray(0, -1), Buffer.from('{}'), Buffer.alloc(0)]) {
      await writeFile(path, bytes);
      expect(await store.has('k', 's')).toBe(false);
      expect(await store.read('k', 's')).toBeUndefined();
    }
    await store.write('k', 's', shard);
    expect(await store.read('k', 's')).toEqual(shard);
  });

  it('clears one key or everything', async () => {
    const store = createCheckpointStore(join(dir, 'work'));
    await store.write('a', 's', shard);
    await store.write('b', 's', shard);
    await store.clear('a');
    expect(await store.has('a', 's')).toBe(false);
    expect(await store.has('b', 's')).toBe(true);
    await store.clear();
    expect(existsSync(store.dir)).toBe(false);
  });

  it('keeps what was done last, and what is not done', async () => {
    const store = createCheckpointStore(join(dir, 'work'));
    for (const key of ['old', 'open', 'new']) await store.write(key, 's', shard);
    await store.finish('old');
    expect(await store.has('old', 's')).toBe(true);
    await store.finish('new');
    expect(await Promise.all(['old', 'open', 'new'].map((key) => store.has(key, 's')))).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('keeps every name inside its folder and apart from the others', async () => {
    const store = createCheckpointStore(join(dir, 'work'));
    const names = ['../escape', '..', '.', 'a/b', 'a_b', 'a b', '', '/etc/x', 'x'.repeat(500)];
    for (const [i, name] of names.entries()) {
      await store.write('key', name, { arrays: {}, json: i });
    }
    for (const [i, name] of names.entries()) {
      expect((await store.read('key', name))?.json).toBe(i);
    }
    expect(await readdir(dir)).toEqual(['work']);
    expect(await readdir(join(dir, 'work'))).toEqual(['key']);
  });
});

describe('encodeShard', () => {
  it('round-trips any arrays and JSON', () => {
    const array = fc.oneof(
      fc.int8Array(),
      fc.uint8Array(),
      fc.int16Array(),
      fc.uint16Array(),
      fc.int32Array(),
      fc.uint32Array(),
      fc.float32Array(),
      fc.float64Array(),
    );
    const names = fc.string().filter((name) => name !== '__proto__');
    fc.assert(
      fc.property(
        fc.dictionary(names, array, { noNullPrototype: true }),
        fc.jsonValue(),
        (arrays, value) => {
          const json = JSON.parse(JSON.stringify(value)) as null;
          expect(decodeShard(encodeShard({ arrays, json }))).toEqual({ arrays, json });
        },
      ),
    );
  });

  it('sees any single flipped bit', () => {
    const bytes = encodeShard({ arrays: { a: Uint8Array.of(1, 2, 3) }, json: [1] });
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
        const changed = Uint8Array.from(bytes);
        changed[at] = (changed[at] as number) ^ (1 << bit);
        expect(decodeShard(changed)).toBeUndefined();
      }),
    );
  });
});

describe('hashes', () => {
  it('hashContent and hashFile agree with the published SHA-256 of "abc"', async () => {
    const expected = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(hashContent('abc')).toBe(expected);
    await writeFile(join(dir, 'abc'), 'abc');
    expect(await hashFile(join(dir, 'abc'))).toBe(expected);
    await expect(hashFile(join(dir, 'none'))).rejects.toMatchObject({ code: 'FILE_FAILED' });
  });

  it('hashValue ignores the order of keys and absent properties, and nothing else', () => {
    expect(hashValue({ a: 1, b: [2] })).toBe(hashValue({ b: [2], c: undefined, a: 1 }));
    const values = [
      1,
      '1',
      [1],
      { a: 1 },
      null,
      true,
      Number.NaN,
      -0,
      0,
      [],
      {},
      ['', ''],
      ['","'],
    ];
    const arrays = [Int8Array.of(1), Uint8Array.of(1), Int8Array.of(1, 0)];
    const hashes = [...values, ...arrays].map(hashValue);
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});
