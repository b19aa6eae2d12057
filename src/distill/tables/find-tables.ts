import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PocketRankError } from '../../core/errors.ts';
import { fileError } from '../files/file-error.ts';
import { TABLE_FORMATS, tableFormat, tableStem, type TableFormat } from './formats.ts';
import { findNoun } from './find-noun.ts';
import { TABLE_KINDS, type Noun, type OpenTablesOptions, type TableKind } from './types.ts';

/** The tables of a folder, and what its items are called. */
export interface FoundTables {
  tables: FoundTable[];
  noun: Noun;
}

/** A table file that was found, not yet read. */
export interface FoundTable {
  kind: TableKind;
  name: string;
  path: string;
  format: TableFormat;
}

/**
 * Finds the tables of a folder by file name, and the ones asked for by name or path. Order: items, profiles,
 * events, grades, slates, pairs, so that a table comes after those that it refers to.
 *
 * @throws PocketRankError `FILE_FAILED` when the folder cannot be read, `MISSING_TABLE` when one that is
 * asked for or required is not there, `INVALID_TABLE` when one name has files of two formats, or the items
 * have two tables.
 */
export async function findTables(
  dir: string,
  options: Pick<
    OpenTablesOptions,
    'require' | 'events' | 'grades' | 'slates' | 'pairs' | 'nouns'
  > = {},
): Promise<FoundTables> {
  let files: string[];
  try {
    files = await readdir(dir);
  } catch (error) {
    throw fileError('read', dir, error);
  }
  const present = files.filter((file) => tableFormat(file) !== undefined);
  present.sort();

  const noun = findNoun(dir, present, options.nouns);
  const found: FoundTable[] = [];
  for (const kind of TABLE_KINDS) {
    const asked = /^(items|profiles|terms)$/.test(kind)
      ? undefined
      : options[kind as 'events' | 'grades' | 'slates' | 'pairs'];
    if (asked !== undefined) {
      for (const name of asked) found.push(await askedTable(dir, present, kind, name));
      continue;
    }
    for (const name of defaultNames(kind, present, noun)) {
      const table = tableByStem(dir, present, kind, name);
      if (table !== undefined) found.push(table);
    }
  }
  for (const kind of requiredKinds(found, options.require)) {
    if (!found.some((table) => table.kind === kind)) throw missingTable(dir, present, kind);
  }
  return { tables: found, noun };
}

function defaultNames(kind: TableKind, present: readonly string[], noun: Noun): string[] {
  if (kind === 'items') return [noun.many];
  if (kind !== 'slates') return [kind];
  const stems = present.map(tableStem).filter((stem) => /(^|-)slates$/.test(stem));
  return [...new Set(stems)];
}

// Events, grades and slates are about profiles; without that table every one of their rows would be bad. Pairs may
// hold theirs.
function requiredKinds(found: readonly FoundTable[], required: readonly TableKind[] = ['items']) {
  const kinds = new Set(required);
  if (found.some(({ kind }) => !/^(items|profiles|pairs|terms)$/.test(kind))) {
    kinds.add('items').add('profiles');
  }
  return kinds;
}

function tableByStem(
  dir: string,
  present: readonly string[],
  kind: TableKind,
  stem: string,
): FoundTable | undefined {
  const matches = present.filter((file) => tableStem(file) === stem);
  if (matches.length > 1) {
    throw new PocketRankError(
      'INVALID_TABLE',
      `${dir} has the table "${stem}" ${matches.length} times: ${matches.join(', ')}.`,
      { hint: 'Keep one of them.' },
    );
  }
  const [file] = matches;
  const format = file === undefined ? undefined : tableFormat(file);
  if (file === undefined || format === undefined) return undefined;
  return { kind, name: stem, path: join(dir, file), format };
}

async function askedTable(
  dir: string,
  present: readonly string[],
  kind: TableKind,
  name: string,
): Promise<FoundTable> {
  const byStem = tableByStem(dir, present, kind, name);
  if (byStem !== undefined) return byStem;

  const format = tableFormat(name);
  for (const path of [join(dir, name), resolve(name)]) {
    const entry = await stat(path).catch(() => undefined);
    if (entry?.isFile() !== true) continue;
    if (format === undefined) {
      throw new PocketRankError('INVALID_TABLE', `${path} has no known table format.`, {
        hint: `A table's name ends in .${TABLE_FORMATS.join(', .')}.`,
      });
    }
    return { kind, name, path, format };
  }
  throw missingTable(dir, present, kind, name);
}

function missingTable(
  dir: string,
  present: readonly string[],
  kind: TableKind,
  name: string = kind,
): PocketRankError {
  const other = kind === 'items' || kind === 'profiles' ? '' : `, or name another ${kind} table`;
  const there = present.length === 0 ? 'no tables' : present.join(', ');
  return new PocketRankError('MISSING_TABLE', `${dir} has no table "${name}"; it has ${there}.`, {
    hint: `Add ${name}.jsonl (or .${TABLE_FORMATS.slice(1).join(', .')})${other}.`,
  });
}
