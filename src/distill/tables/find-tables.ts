import { join, resolve } from 'node:path';
import { PocketRankError } from '../../core/errors.ts';
import { collectCandidates, type Candidate } from './candidates.ts';
import { TABLE_FORMATS } from './formats.ts';
import { findNoun } from './find-noun.ts';
import { partsAt, type TablePart } from './table-parts.ts';
import { TABLE_KINDS, type Noun, type OpenTablesOptions, type TableKind } from './types.ts';

/** The tables of a folder, and what its items are called. */
export interface FoundTables {
  tables: FoundTable[];
  noun: Noun;
}

/** A table that was found, not yet read. */
export interface FoundTable {
  kind: TableKind;
  name: string;
  /** What messages call it: the path of its file, or of what its files have in common. */
  path: string;
  /** Its files in the order in which they are read; at least one. */
  parts: readonly TablePart[];
}

/**
 * Finds the tables of a folder by the names of files and folders, and the ones asked for by name, path or pattern.
 * Order: items, profiles, events, grades, slates, pairs, so that a table comes after those that it refers to.
 *
 * A table is a file (`events.parquet`), numbered files (`events-00000-of-00008.parquet`), or a folder of files at any
 * depth (`events/date=2026-01-31/part-0.parquet`, whose date is then a column).
 *
 * @param dir a folder, a pattern that names folders or files, or an address (`s3://bucket/tables`)
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
  const present = await collectCandidates(dir);
  const noun = await findNoun(dir, present, options.nouns);
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
      const table = await tableByStem(dir, present, kind, name);
      if (table !== undefined) found.push(table);
    }
  }
  for (const kind of requiredKinds(found, options.require)) {
    if (!found.some((table) => table.kind === kind)) throw missingTable(dir, present, kind);
  }
  return { tables: found, noun };
}

function defaultNames(kind: TableKind, present: readonly Candidate[], noun: Noun): string[] {
  if (kind === 'items') return [noun.many];
  if (kind !== 'slates') return [kind];
  const stems = present.map(({ stem }) => stem).filter((stem) => /(^|-)slates$/.test(stem));
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

async function tableByStem(
  dir: string,
  present: readonly Candidate[],
  kind: TableKind,
  stem: string,
): Promise<FoundTable | undefined> {
  const exact = await withParts(present.filter((candidate) => candidate.stem === stem));
  refuseTwice(dir, stem, exact);
  const shards = present.filter(({ shardOf, isFolder }) => shardOf === stem && !isFolder);
  const found = exact.length > 0 ? exact : await withParts(shards);
  const parts = found.flatMap(({ parts: own }) => own);
  if (parts.length === 0) return undefined;
  const path = parts.length === 1 ? parts[0]!.path : join(dir, stem);
  return { kind, name: stem, path, parts };
}

type Listed = { candidate: Candidate; parts: TablePart[] };

/** Candidates that hold files of tables. */
async function withParts(candidates: readonly Candidate[]): Promise<Listed[]> {
  const listed: Listed[] = [];
  for (const candidate of candidates) {
    const parts = await candidate.parts();
    if (parts.length > 0) listed.push({ candidate, parts });
  }
  return listed;
}

/** One folder has a table once; several folders may each have a part of it. */
function refuseTwice(dir: string, stem: string, found: readonly Listed[]): void {
  const folders = new Set(found.map(({ candidate }) => candidate.folder));
  for (const folder of folders) {
    const labels = found
      .filter(({ candidate }) => candidate.folder === folder)
      .map(({ candidate }) => candidate.label);
    if (labels.length < 2) continue;
    throw new PocketRankError(
      'INVALID_TABLE',
      `${dir} has the table "${stem}" ${labels.length} times: ${labels.join(', ')}.`,
      { hint: 'Keep one of them.' },
    );
  }
}

async function askedTable(
  dir: string,
  present: readonly Candidate[],
  kind: TableKind,
  name: string,
): Promise<FoundTable> {
  const byStem = await tableByStem(dir, present, kind, name);
  if (byStem !== undefined) return byStem;
  for (const path of [join(dir, name), resolve(name)]) {
    const parts = await partsAt(path);
    if (parts.length > 0) return { kind, name, path, parts };
  }
  throw missingTable(dir, present, kind, name);
}

function missingTable(
  dir: string,
  present: readonly Candidate[],
  kind: TableKind,
  name: string = kind,
): PocketRankError {
  const other = kind === 'items' || kind === 'profiles' ? '' : `, or name another ${kind} table`;
  const files = present.filter(({ isFolder }) => !isFolder).map(({ label }) => label);
  const there = files.length === 0 ? 'no tables' : files.join(', ');
  return new PocketRankError('MISSING_TABLE', `${dir} has no table "${name}"; it has ${there}.`, {
    hint: `Add ${name}.jsonl (or .${TABLE_FORMATS.slice(1).join(', .')})${other}.`,
  });
}
