import { existsSync } from 'node:fs';
import { readFile, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hashContent, hashValue } from './content-hash.ts';
import { fileError } from './file-error.ts';
import { decodeShard, encodeShard, type Shard } from './shard.ts';
import { writeFileAtomic } from './write-file-atomic.ts';

/**
 * Shards of long work on disk, so that an interrupted command continues where it stopped. A shard is found
 * by a content key (see {@link checkpointKey}) and a name: other inputs or other options have another key
 * and never meet an old shard.
 */
export interface CheckpointStore {
  /** Where the shards lie. */
  readonly dir: string;
  /** Whether a whole shard is there; reads it, since a corrupt one counts as absent. */
  has(key: string, name: string): Promise<boolean>;
  /** The shard, or `undefined` when it is absent or its checksum does not match. */
  read(key: string, name: string): Promise<Shard | undefined>;
  /** Writes the shard atomically, in place of an old one. */
  write(key: string, name: string, shard: Shard): Promise<void>;
  /**
   * Marks the work of some keys as done, and removes the shards of other work that is done: the last stays, so that
   * whoever does it again (with other prose in a policy, say) waits for nothing.
   */
  finish(...keys: string[]): Promise<void>;
  /** Removes all shards of one key, or, without a key, the whole folder. */
  clear(key?: string): Promise<void>;
}

/** The content key of some work: a hash of everything that its result depends on (inputs and options). */
export function checkpointKey(parts: unknown): string {
  return hashValue(parts).slice(0, 32);
}

/** The file that marks the folder of a key as done. */
const DONE = 'done';

/**
 * Creates a checkpoint store in `dir`. Nothing is written before the first `write`.
 *
 * @throws PocketRankError `FILE_FAILED`, from the methods, when the folder cannot be read or written.
 */
export function createCheckpointStore(dir: string): CheckpointStore {
  const folderOf = (key: string) => join(dir, safeName(key));
  const pathOf = (key: string, name: string) => join(folderOf(key), `${safeName(name)}.shard`);

  async function read(key: string, name: string): Promise<Shard | undefined> {
    const path = pathOf(key, name);
    try {
      return decodeShard(await readFile(path));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw fileError('read', path, error);
    }
  }

  return {
    dir,
    read,
    async has(key, name) {
      const found = await stat(pathOf(key, name)).catch(() => undefined);
      return found !== undefined && (await read(key, name)) !== undefined;
    },
    async write(key, name, shard) {
      await writeFileAtomic(pathOf(key, name), encodeShard(shard));
    },
    async finish(...keys) {
      const own = new Set(keys.map(folderOf));
      for (const folder of own) await writeFileAtomic(join(folder, DONE), new Uint8Array());
      for (const name of await readdir(dir)) {
        const other = join(dir, name);
        if (!own.has(other) && existsSync(join(other, DONE))) await remove(other);
      }
    },
    clear: (key) => remove(key === undefined ? dir : folderOf(key)),
  };
}

async function remove(folder: string): Promise<void> {
  try {
    await rm(folder, { recursive: true, force: true });
  } catch (error) {
    throw fileError('write', folder, error);
  }
}

// Any text may name a shard; a part that could leave the folder, or that two names would share once
// cleaned, is told apart by its hash.
function safeName(name: string): string {
  if (/^[\w-][\w.-]{0,99}$/.test(name)) return name;
  const readable = name.replaceAll(/[^\w-]+/g, '_').slice(0, 40);
  return `${readable}-${hashContent(name).slice(0, 16)}`;
}
