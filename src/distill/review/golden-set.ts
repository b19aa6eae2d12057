import type { GradeValue } from '../../core/types.ts';
import { parseAnswerLevels } from './opinion-levels.ts';
import { pairKey, type GoldenPair } from '../golden/types.ts';
import { isBroken } from '../tables/raw-row.ts';
import { readRows } from '../tables/read-rows.ts';
import { tableFormat } from '../tables/formats.ts';
import type { Tables } from '../tables/types.ts';

/** What somebody who graded a pair said of it. */
export interface Opinion {
  grader: string;
  grade: GradeValue;
  /** In words, where they gave any. */
  reason?: string;
  /** Level by criterion, where they gave any. */
  criteria?: Readonly<Record<string, GradeValue | null>>;
}

/**
 * Reads the opinions of others again from the tables of grades that were opened, with what they say beyond the
 * grade: `openTables` has checked the rows and kept the grades alone.
 *
 * @param own the reviewer, whose rows are no opinion of others
 */
export async function readOpinions(
  { files, noun }: Pick<Tables, 'files' | 'noun'>,
  pairs: readonly GoldenPair[],
  own: string,
): Promise<Map<string, Opinion[]>> {
  const wanted = new Set(pairs.map(pairKey));
  const opinions = new Map<string, Opinion[]>();
  const idName = `${noun.one}Id`;
  for (const { kind, path } of files) {
    const format = tableFormat(path);
    if (kind !== 'grades' || format === undefined) continue;
    for await (const batch of readRows({ kind, parts: [{ path, format, columns: {} }] }, idName)) {
      for (const row of batch) {
        const found = isBroken(row) ? undefined : opinionOf(row.value as Row, idName);
        if (found === undefined || found.grader === own || !wanted.has(found.key)) continue;
        const { key, ...opinion } = found;
        const list = opinions.get(key) ?? [];
        opinions.set(key, [...list.filter(({ grader }) => grader !== opinion.grader), opinion]);
      }
    }
  }
  return opinions;
}

type Row = Record<string, unknown>;

function opinionOf(row: Row, idName: string): (Opinion & { key: string }) | undefined {
  const itemId = row.itemId ?? row[idName];
  const grade = Number(row.grade);
  if (row.grade === null || ![0, 1, 2, 3, 4].includes(grade)) return undefined;
  const reason = [row.rationale, row.note].filter(
    (text) => typeof text === 'string' && text !== '',
  );
  const criteria = parseAnswerLevels(row.criteria);
  return {
    key: pairKey({ profileId: String(row.profileId), itemId: String(itemId) }),
    grader: String(row.grader ?? 'unknown'),
    grade: grade as GradeValue,
    ...(reason.length > 0 && { reason: reason.join(' – ') }),
    ...(criteria && { criteria }),
  };
}
