import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Grade, GradeValue } from '../../core/types.ts';
import { fileError } from '../files/file-error.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import { pairKey } from '../golden/types.ts';

/** What a reviewer has said of a pair. */
export interface OwnOpinion {
  profileId: string;
  itemId: string;
  grade?: GradeValue;
  note?: string;
  /** Looked at and put aside. */
  skipped?: boolean;
}

/** A reviewer's opinions, on the disk. */
export interface OwnGrades {
  /** The table of grades, as every command reads it. */
  readonly path: string;
  get(pair: { profileId: string; itemId: string }): OwnOpinion | undefined;
  all(): OwnOpinion[];
  /** Keeps an opinion in place of an earlier one; one that says nothing takes it away. On the disk when it resolves. */
  put(opinion: OwnOpinion): Promise<void>;
}

/**
 * Opens the grades of one reviewer in a folder: `grades.jsonl` holds those of all reviewers, `notes.jsonl` what was
 * said of pairs without a grade. Both are written whole or not at all. Rows of others stay as they are.
 *
 * @throws FILE_FAILED
 */
export async function openOwnGrades(folder: string, grader: string): Promise<OwnGrades> {
  const path = join(folder, 'grades.jsonl');
  const notesPath = join(folder, 'notes.jsonl');
  const rows = [...(await readRows(path)), ...(await readRows(notesPath))];
  const others = rows.filter((row) => row.grader !== grader);
  const own = new Map<string, OwnOpinion>();
  for (const { grader: by, ...opinion } of rows) {
    if (by === grader) own.set(pairKey(opinion), opinion);
  }

  async function write(): Promise<void> {
    const mine = [...own.values()].map((opinion): Row => ({ ...opinion, grader }));
    const all = [...others, ...mine];
    await writeFileAtomic(path, toLines(all.filter((row) => row.grade !== undefined)));
    const notes = all.filter((row) => row.grade === undefined);
    if (notes.length > 0 || existsSync(notesPath)) await writeFileAtomic(notesPath, toLines(notes));
  }

  // Opinions that come while the disk is busy are written together.
  let writing: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  function save(): Promise<void> {
    if (writing === undefined) {
      writing = write().finally(() => (writing = undefined));
      return writing;
    }
    next ??= writing
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        return save();
      });
    return next;
  }

  return {
    path,
    get: (pair) => own.get(pairKey(pair)),
    all: () => [...own.values()],
    async put(opinion) {
      const { profileId, itemId, grade, note = '', skipped = false } = opinion;
      const says = {
        ...(grade !== undefined && { grade }),
        ...(note.trim() !== '' && { note: note.trim() }),
        ...(skipped && grade === undefined && { skipped }),
      };
      // In the place of the last: of rows that are written again the order tells nothing.
      const key = pairKey(opinion);
      if (Object.keys(says).length === 0) own.delete(key);
      else own.set(key, { profileId, itemId, ...says });
      await save();
    },
  };
}

type Row = OwnOpinion & Pick<Grade, 'grader'>;

async function readRows(path: string): Promise<Row[]> {
  if (!existsSync(path)) return [];
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw fileError('read', path, error);
  }
  return text.split('\n').flatMap((line) => {
    try {
      const row = JSON.parse(line) as Row;
      return typeof row.profileId === 'string' && typeof row.itemId === 'string' ? [row] : [];
    } catch {
      return [];
    }
  });
}

function toLines(rows: readonly Row[]): string {
  return rows
    .map(({ profileId, itemId, grade, grader, note, skipped }) =>
      JSON.stringify({ profileId, itemId, grade, grader, note, skipped }),
    )
    .map((line) => `${line}\n`)
    .join('');
}
