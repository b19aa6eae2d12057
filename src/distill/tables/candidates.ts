import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { PocketRankError } from '../../core/errors.ts';
import { fileError } from '../files/file-error.ts';
import { shardStem, tableFormat, tableStem } from './formats.ts';
import { expandGlob, isGlob } from './glob.ts';
import { isRemote } from './remote.ts';
import { listParts, listRemote, partOf, type TablePart } from './table-parts.ts';

/** What may be a table: a file, or a folder of its parts. */
export interface Candidate {
  /** The name of the table that it would be. */
  stem: string;
  /** The name of the table that it would be a numbered part of; of folders, the stem. */
  shardOf: string;
  /** As it is named in its folder, for messages. */
  label: string;
  /** The folder that it lies in. */
  folder: string;
  isFolder: boolean;
  /** Its files. */
  parts(): Promise<TablePart[]>;
}

/**
 * Everything that may be a table in a folder, in the folders and files that a pattern names, or below an address.
 *
 * @throws PocketRankError `FILE_FAILED` when it cannot be read, `MISSING_TABLE` when a pattern matches nothing
 */
export async function collectCandidates(dir: string): Promise<Candidate[]> {
  if (isRemote(dir)) return remoteCandidates(dir);
  if (!isGlob(dir)) return folderCandidates(dir);
  const paths = await expandGlob(dir);
  const found: Candidate[] = [];
  for (const path of paths) {
    const entry = await stat(path).catch(() => undefined);
    if (entry?.isDirectory()) found.push(...(await folderCandidates(path)));
    else found.push(...fileCandidate(dirname(path), basename(path)));
  }
  if (found.length > 0) return found;
  throw new PocketRankError('MISSING_TABLE', `No table matches ${dir}.`, {
    hint: 'Put the pattern between quotes, so that the shell leaves it as it is.',
  });
}

async function folderCandidates(folder: string): Promise<Candidate[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw fileError('read', folder, error);
  });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const found: Candidate[] = [];
  for (const { name } of entries) {
    if (tableFormat(name) !== undefined) found.push(...fileCandidate(folder, name));
    else if (!/^[._]|^node_modules$/.test(name) && (await isFolder(join(folder, name)))) {
      const parts = () => listParts(join(folder, name));
      found.push({ stem: name, shardOf: name, label: `${name}/`, folder, isFolder: true, parts });
    }
  }
  return found;
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === true;
}

function fileCandidate(folder: string, label: string): Candidate[] {
  const part = partOf(join(folder, label));
  if (part === undefined) return [];
  const [stem, shardOf] = [tableStem(label), shardStem(label)];
  return [{ stem, shardOf, label, folder, isFolder: false, parts: async () => [part] }];
}

async function remoteCandidates(address: string): Promise<Candidate[]> {
  const from = address.replace(/\/+$/, '');
  const folders = new Map<string, TablePart[]>();
  const found: Candidate[] = [];
  for (const file of await listRemote(from)) {
    const [top = '', ...rest] = file.split('/');
    const part = partOf(`${from}/${file}`, rest.slice(0, -1));
    if (part === undefined) continue;
    if (rest.length === 0) {
      const [stem, shardOf] = [tableStem(top), shardStem(top)];
      const parts = async () => [part];
      found.push({ stem, shardOf, label: top, folder: from, isFolder: false, parts });
      continue;
    }
    const parts = folders.get(top) ?? [];
    if (parts.length === 0) {
      folders.set(top, parts);
      const all = async () => parts;
      found.push({
        stem: top,
        shardOf: top,
        label: `${top}/`,
        folder: from,
        isFolder: true,
        parts: all,
      });
    }
    parts.push(part);
  }
  return found;
}
